/** Where the environment files are in a project. Apart from what reads them, which takes longer to load. */
import * as path from "node:path";

/** The folder of the environment files, in the project's. */
export const ENVIRONMENTS = path.join("infra", "environments");
