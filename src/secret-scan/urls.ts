/** Passwords in URLs: `postgres://app:…@db/app`, `redis://:…@cache`. */
import { type Span, spanOf } from "./span";
import { isReference } from "./values";

const USER_INFO = /([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'<>]{0,128}:)([^\s/?#@"'<>]{1,256})@/gi;

export function urlSpans(text: string): readonly Span[] {
  if (!text.includes("://")) return [];
  return [...text.matchAll(USER_INFO)].flatMap(({ 1: before = "", 2: password = "", index }) => {
    const start = index + before.length;
    if (isReference(password)) return [];
    return [{ ...spanOf(text, start, start + password.length, "a password in a URL"), holder: index }];
  });
}
