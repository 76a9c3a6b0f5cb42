/** Texts for people, with their secrets taken out. */
import type { KnownSecrets } from "./known-secrets";
import { scanText } from "./scan-text";
import { replaceSpans } from "./span";

/** Stands where a secret was. */
export const WITHHELD = "(sensitive)";

/** A message, a diagnostic: what is secret in it is replaced, the rest stays readable. */
export function redact(text: string, known?: KnownSecrets): string {
  const scan = scanText(text, "hide");
  return replaceSpans(text, [...scan.spans, ...(known?.spans(text, scan) ?? [])], WITHHELD);
}

const KEYS = /\["((?:[^"\\]|\\.)*)"\]/g;

/** The address of a resource: names come from the configuration, keys of `for_each` may come from anywhere. */
export function redactKeys(address: string, known?: KnownSecrets): string {
  if (!address.includes('["')) return address;
  return address.replace(KEYS, (whole, written: string) => {
    const key = unquoted(written);
    const redacted = redact(key, known);
    return redacted === key ? whole : `[${JSON.stringify(redacted)}]`;
  });
}

/** The keys in an address, as they are. */
export function keysIn(address: string): readonly string[] {
  return address.includes('["') ? [...address.matchAll(KEYS)].map(([, written = ""]) => unquoted(written)) : [];
}

/** Terraform quotes as JSON does, but for templates. */
function unquoted(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}
