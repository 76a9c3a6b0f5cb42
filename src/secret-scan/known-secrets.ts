/** Secrets that are known, and must be seen nowhere, in no form. */
import { mergeSpans, type Span, spanIn } from "./span";
import { formsOf } from "./secret-forms";
import type { Scan } from "./scan-text";

/** A secret shorter than this is looked for as a whole value only, not within other texts: else everything is hidden. */
export const MIN_WITHIN = 8;
/** Shorter ones are hidden in their own places only: `1`, `on` and their like are everywhere. */
const MIN_WHOLE = 4;

/** So ordinary that they are hidden as whole values, and not searched for. */
const ORDINARY = new Set(
  "password username postgres postgresql administrator production development kubernetes terraform database disabled required undefined".split(
    " ",
  ),
);
const SWITCH = /^(?:true|false|null|none|auto|default|enabled|disabled|undefined|required|optional)$/i;

export class KnownSecrets {
  private readonly whole = new Set<string>();
  private readonly within = new Map<string, string[]>();
  /** Which four characters any of them begins with: most places of a text are passed over by one look. */
  private readonly filter = new Uint8Array(1 << 16);

  public add(secret: string | number): void {
    const text = String(secret);
    if (text.length < MIN_WHOLE || SWITCH.test(text) || this.whole.has(text)) return;
    const searched = text.length >= MIN_WITHIN && !/^[\d.,+-]+$/.test(text) && !ORDINARY.has(text.toLowerCase());
    if (!searched) {
      this.whole.add(text);
      if (typeof secret === "string") this.whole.add(Buffer.from(text, "utf8").toString("base64"));
      return;
    }
    for (const { form, part } of formsOf(text)) {
      if (!part) this.whole.add(form);
      this.search(form);
    }
  }

  public addAll(other: KnownSecrets): void {
    for (const text of other.whole) this.whole.add(text);
    for (const forms of other.within.values()) for (const form of forms) this.search(form);
  }

  /** Whether a value is one of them. */
  public isWhole(value: string | number): boolean {
    return this.whole.has(String(value));
  }

  /** Whether a text is or holds one of them, in any form. */
  public has(text: string): boolean {
    return this.whole.has(text) || this.isWithin(text);
  }

  /** Whether a text holds one that is long enough to be searched for. */
  public isWithin(text: string): boolean {
    return this.find(text, 0) !== undefined;
  }

  /** Whether what is encoded in a text holds one of them. */
  public isEncodedIn({ parts }: Scan): boolean {
    return parts.some(({ text, scan }) => this.has(text) || this.isEncodedIn(scan));
  }

  /** Where they are in a text; `scan` tells what is encoded in it. */
  public spans(text: string, scan?: Scan): readonly Span[] {
    if (this.whole.has(text)) return [span(0, text.length)];
    const spans: Span[] = [];
    for (let found = this.find(text, 0); found; found = this.find(text, found.end)) spans.push(found);
    for (const { start, end, text: decoded, scan: inner, offsets } of scan?.parts ?? []) {
      if (offsets) spans.push(...this.spans(decoded, inner).map((found) => spanIn(offsets, found)));
      else if (this.has(decoded) || this.isEncodedIn(inner)) spans.push(span(start, end));
    }
    return mergeSpans(spans);
  }

  /** Never the secrets, whoever serializes it. */
  public toJSON(): string {
    return "(sensitive)";
  }

  private search(form: string): void {
    if (form.length < MIN_WITHIN) return;
    const beginning = form.slice(0, MIN_WITHIN);
    const others = this.within.get(beginning);
    if (others?.includes(form)) return;
    if (others) others.push(form);
    else this.within.set(beginning, [form]);
    this.filter[hashAt(form, 0)] = 1;
  }

  private find(text: string, from: number): Span | undefined {
    if (this.within.size === 0) return undefined;
    for (let at = from; at <= text.length - MIN_WITHIN; at += 1) {
      if (this.filter[hashAt(text, at)] === 0) continue;
      const forms = this.within.get(text.slice(at, at + MIN_WITHIN))?.filter((form) => text.startsWith(form, at)) ?? [];
      if (forms.length > 0) return span(at, at + Math.max(...forms.map(({ length }) => length)));
    }
    return undefined;
  }
}

function hashAt(text: string, at: number): number {
  return (
    (text.charCodeAt(at) * 31 +
      text.charCodeAt(at + 1) * 1021 +
      text.charCodeAt(at + 2) * 4099 +
      text.charCodeAt(at + 3) * 16411) &
    0xffff
  );
}

function span(start: number, end: number): Span {
  return { start, end, what: "a known secret", secrets: [] };
}
