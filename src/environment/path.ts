/** Paths within an environment file: as a list of keys and positions, and as people write them (`databases[0].name`). */

export type Path = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** `["databases", 0, "name"]` as `databases[0].name`; keys that are no plain word are quoted in brackets. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (!PLAIN_KEY.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

/** Whether a path leads to a place or to something in it. */
export function isWithin(path: Path, place: Path): boolean {
  return place.every((part, index) => path[index] === part);
}

/** The way back: accepts `databases[0].name`, `databases.orders` and quoted keys. */
export function parsePath(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const match of text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)) {
    if (match[1] !== undefined) parts.push(Number(match[1]));
    else if (match[2] !== undefined) parts.push(unquote(match[2]));
    else if (match[3] !== undefined) parts.push(match[3]);
  }
  return parts;
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
