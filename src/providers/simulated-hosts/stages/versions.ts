/** Kubernetes' patch releases, compared. */
type Parts = readonly [number, number, number];

function partsOf(version: string): Parts {
  const [major = 0, minor = 0, patch = 0] = version.replace(/^v/, "").split(".").map(Number);
  return [major, minor, patch];
}

export function isOlder(one: string, other: string): boolean {
  const [before, after] = [partsOf(one), partsOf(other)];
  const at = before.findIndex((part, index) => part !== after[index]);
  return at >= 0 && (before[at] ?? 0) < (after[at] ?? 0);
}

/** Whether more than one minor lies between them. */
export function skipsMinor(one: string, other: string): boolean {
  const [before, after] = [partsOf(one), partsOf(other)];
  return before[0] !== after[0] || Math.abs(before[1] - after[1]) > 1;
}
