/**
 * How environments, and what they hold, are called: lower-case words of a-z and 0-9, joined by single hyphens, beginning with a
 * letter. Every cloud and Kubernetes take it (RFC 1123, and the rules of managed databases).
 */
export const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
