/**
 * What an environment file may ask of the reader. All are checked before anything is expanded. A real file has some
 * hundred lines; the limits are a hundred times that, and small enough that the worst file within them is refused in well
 * under a second.
 */

/** Bytes. */
export const MAX_BYTES = 1024 * 1024;

/** Levels of maps and lists within each other, aliases followed. The deepest chart value known has 15. */
export const MAX_DEPTH = 40;

/** Maps, lists and scalars, each alias counted as often as it is used. */
export const MAX_NODES = 20_000;

/** Characters of one key or value. A dashboard in chart values may have 50,000. */
export const MAX_SCALAR = 128 * 1024;

/** Anchors (`&name`) and their uses (`*name`). */
export const MAX_ALIASES = 100;

/** Problems reported for one file; the rest is counted. */
export const MAX_PROBLEMS = 200;
