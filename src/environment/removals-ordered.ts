/** How a stack knows that removals are applied in their order. */

/**
 * Terraform variable of stacks that others read from. `true` where whoever applies them sees to it that what uses a thing goes
 * before it: `jangada deploy` and rehearsals set it. Where it is not set (`cdktf deploy` applies what others read from first),
 * a plan that would take away what is in use is refused.
 */
export const REMOVALS_ORDERED = "removals_ordered";

/** The same as an environment variable of Terraform's. */
export const REMOVALS_ORDERED_ENVIRONMENT: Readonly<Record<string, string>> = {
  [`TF_VAR_${REMOVALS_ORDERED}`]: "true",
};
