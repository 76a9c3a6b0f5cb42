/** The target that a new project begins with: the first that this version serves. Its facts say what is asked for. */
import { targets } from "../../targets";

export const [newTarget] = targets;
