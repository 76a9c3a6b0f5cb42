/** The plan model: what a saved plan of Terraform's wants to do, without secrets. */
export * from "./plan-model";
export { JUDGED_TOGETHER } from "./references";
export { readPlan, type ReadPlanOptions } from "./read-plan";
export { type Locate, locateIn } from "./sources";
