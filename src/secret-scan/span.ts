/** A part of a text that is secret. */
export interface Span {
  /** From 0. */
  readonly start: number;
  /** After its last character. */
  readonly end: number;
  /** Where what holds it begins, if that tells more: the URL of a password. @default `start` */
  readonly holder?: number;
  /** Such as `a GitHub token`. */
  readonly what: string;
  /** What is secret in it, once decoded; the part itself where it is not encoded. */
  readonly secrets: readonly string[];
}

export function spanOf(text: string, start: number, end: number, what: string): Span {
  return { start, end, what, secrets: [text.slice(start, end)] };
}

/** A part of what a text decodes to, as a part of the text. */
export function spanIn(offsets: readonly number[], { start, end, ...rest }: Span): Span {
  return { ...rest, start: offsets[start] ?? 0, end: offsets[end] ?? offsets.at(-1) ?? 0 };
}

/** In their order, those that touch each other as one. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (!last || span.start >= last.end) merged.push(span);
    else
      merged[merged.length - 1] = {
        ...last,
        end: Math.max(last.end, span.end),
        secrets: [...last.secrets, ...span.secrets],
      };
  }
  return merged;
}

/** The text with something else in the place of each part. */
export function replaceSpans(text: string, spans: readonly Span[], replacement: string): string {
  let at = 0;
  let rest = "";
  for (const { start, end } of mergeSpans(spans)) {
    rest += text.slice(at, start) + replacement;
    at = end;
  }
  return rest + text.slice(at);
}
