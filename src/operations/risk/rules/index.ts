/** Every rule, in one list. */
import type { RiskRule } from "../risk";
import { CONFIGURATION_RULES } from "./configuration";
import { COST_RULES } from "./cost";
import { DATA_LOSS_RULES } from "./data-loss";
import { DOWNTIME_RULES } from "./downtime";
import { EXPOSURE_RULES } from "./exposure";
import { FIREWALL_RULES } from "./firewall";
import { NO_RISK_RULES } from "./none";
import { RELEASE_RULES } from "./releases";
import { RIGHTS_RULES } from "./rights";

export const RISK_RULES: readonly RiskRule[] = [
  ...DATA_LOSS_RULES,
  ...FIREWALL_RULES,
  ...RIGHTS_RULES,
  ...EXPOSURE_RULES,
  ...CONFIGURATION_RULES,
  ...RELEASE_RULES,
  ...DOWNTIME_RULES,
  ...COST_RULES,
  ...NO_RISK_RULES,
];
