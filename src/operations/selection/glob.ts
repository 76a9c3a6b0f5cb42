/** Names by pattern, on the command line. */
export { matchesGlob } from "../../model/glob";

export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
