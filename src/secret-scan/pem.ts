/** Private keys in PEM, also with their line breaks escaped. */
import { type Span, spanOf } from "./span";

const BEGIN = /-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----/g;
const BODY = /[A-Za-z0-9+/=\s\\:,.-]*/y;

export function pemSpans(text: string): readonly Span[] {
  if (!text.includes("-----BEGIN ")) return [];
  const spans: Span[] = [];
  let covered = 0;
  for (const { 0: header, index } of text.matchAll(BEGIN)) {
    if (index < covered) continue;
    // Without its end, what is left of it.
    const after = text.indexOf("-----END ", index + header.length);
    const tail = after < 0 ? -1 : text.indexOf("-----", after + 9);
    if (tail >= 0) covered = tail + 5;
    else {
      BODY.lastIndex = index + header.length;
      covered = BODY.lastIndex + (BODY.exec(text)?.[0].length ?? 0);
    }
    spans.push(spanOf(text, index, covered, "a private key"));
  }
  return spans;
}
