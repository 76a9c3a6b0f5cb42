/** Names by pattern: `*` stands for any characters, `?` for one. */

export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

export function matchesGlob(pattern: string, name: string): boolean {
  const source = [...pattern].map((character) => {
    if (character === "*") return ".*";
    if (character === "?") return ".";
    return character.replace(/[$()+.[\\\]^{|}]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`).test(name);
}
