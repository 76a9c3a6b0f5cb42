/** Rules of the names that a person chooses in the environment file. */

/** Lower-case words joined by single hyphens, beginning with a letter: what every cloud and Kubernetes accepts (RFC 1123, and RDS's rules). */
export const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Of an environment's name. Every physical name begins with it: the tightest are target groups and load balancers, of 32
 * characters, which leaves 11 for what they are.
 */
export const MAX_ENVIRONMENT_NAME = 20;
