/** What changes put at risk, and why. */
export * from "../../model/risk";
export { assess } from "./assess";
export { rulesFor } from "./rules";
