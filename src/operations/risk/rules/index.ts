/** Every rule, in one list. */
import type { RiskRule } from "../model";
import { COST_RULES } from "./cost";
import { DATA_LOSS_RULES } from "./data-loss";
import { DOWNTIME_RULES } from "./downtime";
import { EXPOSURE_RULES } from "./exposure";
import { NO_RISK_RULES } from "./none";

export const RISK_RULES: readonly RiskRule[] = [
  ...DATA_LOSS_RULES,
  ...EXPOSURE_RULES,
  ...DOWNTIME_RULES,
  ...COST_RULES,
  ...NO_RISK_RULES,
];
