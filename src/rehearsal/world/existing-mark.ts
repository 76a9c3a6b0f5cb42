/** The attribute, true, of what nobody deployed: it is never counted as made or as left behind. */
export const EXISTING = "existing";
