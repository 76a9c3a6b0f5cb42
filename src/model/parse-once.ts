/**
 * To be given to zod's `parse` and `safeParse`. Zod writes and compiles code for each schema of an object before it checks with it
 * for the first time, which takes longer than the checks: a file's section and a construct's props are checked once or twice.
 */
export const PARSE_ONCE = { jitless: true } as const;
