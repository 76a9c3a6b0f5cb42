/**
 * What a node's abstract size is on Azure: general purpose, 4 GiB a CPU, x86-64, with a local disk for the system's (ephemeral)
 * disk and encryption at the host. A pool has one size, so there is no second choice.
 */
import type { TargetFacts } from "../../model/target-facts";

export const azureSizes: TargetFacts["sizes"] = {
  small: ["Standard_D2ds_v5"],
  medium: ["Standard_D4ds_v5"],
  large: ["Standard_D8ds_v5"],
};
