/** Entries of `ignoreDrift`, as they are proposed. */
import { stringify } from "yaml";

/** More entries than these are written as fewer, wider ones. */
const MAX_ENTRIES = 3;
/** Days until an entry that is proposed expires. */
const IGNORE_DAYS = 30;

export interface IgnoredDifferenceAt {
  /** Path of an attribute. */
  readonly attribute: string;
  /** A path that covers it and others. @default the whole */
  readonly group?: string;
}

/** @param differences none for the deletion of the whole */
export function ignoreEntries(address: string, differences: readonly IgnoredDifferenceAt[], now: Date): string {
  const expires = new Date(now.getTime() + IGNORE_DAYS * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const entries = attributesOf(differences).map((attribute) => ({
    address,
    ...(attribute ? { attribute } : {}),
    reason: "…",
    expires,
  }));
  return stringify({ ignoreDrift: entries }, { lineWidth: 0, defaultStringType: "PLAIN" }).trimEnd();
}

function attributesOf(differences: readonly IgnoredDifferenceAt[]): readonly (string | undefined)[] {
  if (differences.length > 0 && differences.length <= MAX_ENTRIES) return differences.map(({ attribute }) => attribute);
  const groups = [...new Set(differences.map(({ group }) => group))];
  return groups.length > 0 && groups.length <= MAX_ENTRIES ? groups : [undefined];
}
