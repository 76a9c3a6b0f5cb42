/** What changes put at risk, and why. */
export * from "./risk";
export { assess } from "./assess";
export type { RiskContext } from "./conditions";
export { HOLDS_DATA } from "./holds-data";
export { RISK_RULES } from "./rules";
