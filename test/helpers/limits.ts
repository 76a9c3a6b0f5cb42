/** How long anything may take that a test waits for, before it counts as hung: much longer than it does on a machine with other work. */

/** Milliseconds that no program takes which a test starts. */
export const PROGRAM_LIMIT = 240_000;
/** Milliseconds until what a test waits for has come about. */
export const WAIT_LIMIT = 90_000;
