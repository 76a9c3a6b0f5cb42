/** How large a node is, in words that mean the same on every target; which machine that is, the target says. */
export const SIZES = ["small", "medium", "large"] as const;
export type Size = (typeof SIZES)[number];
