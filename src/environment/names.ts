/** Rules of the names that a person chooses in the environment file. */

/** Lower-case words joined by single hyphens, beginning with a letter: what every cloud and Kubernetes accepts (RFC 1123, and the rules of managed databases). */
export const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
