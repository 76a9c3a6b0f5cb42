/** Where things are in a project that uses Jangada. */
import * as path from "node:path";

/** The folder in which `jangada cloud` keeps its world, states and process. */
export const CLOUD = path.join(".jangada", "cloud");
