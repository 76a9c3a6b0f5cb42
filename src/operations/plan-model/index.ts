/** The plan model: what a saved plan of Terraform's wants to do, without secrets. */
export * from "../../model/plan";
export { readPlan, type ReadPlanOptions } from "./read-plan";
export { type RefusedChange, refusedChanges } from "./steps-before";
export { type Locate, locateIn } from "./sources";
