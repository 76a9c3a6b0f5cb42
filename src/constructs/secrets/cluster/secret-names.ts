/**
 * What a secret is called where a store takes no paths: 1 to 127 letters, digits and hyphens, and capitals count for nothing. So it is with
 * the narrowest of the clouds' stores, and every Kubernetes object may be called so (RFC 1123). Ours are paths with
 * dots, underscores and the like. No two of ours become one: what a name was can be read back from it, by `nameOfSecret`.
 */
import { createHash } from "node:crypto";

const MAX_LENGTH = 127;
/** Of SHA-256, in hexadecimal digits: 128 bits, with which no two names meet. */
const DIGEST_LENGTH = 32;

/**
 * The length of a run of hyphens says what it stands for. Only a run before a plain character is one of the short ones, so that
 * two of them never grow together.
 */
const HYPHEN = "-";
const SLASH = "--";
/** Before the two hexadecimal digits of any other character. */
const ESCAPE = "---";
/** Before the digest of a name that was cut. */
const CUT = "----";

const isPlain = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/.test(character);

/**
 * @param name Whole name of a secret, in ASCII: `dev/databases/main/orders/current`.
 * @example secretName("dev/databases/main/orders/current") // "dev--databases--main--orders--current"
 */
export function secretName(name: string): string {
  const whole = [...name].map((character, index) => encoded(character, name[index - 1], name[index + 1])).join("");
  if (whole.length <= MAX_LENGTH) return whole;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, DIGEST_LENGTH);
  const kept = whole.slice(0, MAX_LENGTH - DIGEST_LENGTH - CUT.length).replace(/-+$/, "");
  return `${kept}${CUT}${digest}`;
}

function encoded(character: string, before: string | undefined, after: string | undefined): string {
  if (isPlain(character)) return character;
  const isBetween = before !== undefined && isPlain(after);
  if (character === "-" && isBetween) return HYPHEN;
  if (character === "/" && isBetween) return SLASH;
  return ESCAPE + character.charCodeAt(0).toString(16).padStart(2, "0");
}

/**
 * The whole name again.
 * @returns undefined of a name that was cut (the secret's tag `name` has it), and of one that is none of ours
 */
export function nameOfSecret(secret: string): string | undefined {
  let name = "";
  for (let rest = secret; rest !== "";) {
    const [token = "", plain, hyphens, digits] = /^(?:([a-z0-9])|(-+)([0-9a-f]{2})?)/.exec(rest) ?? [];
    if (token === "") return undefined;
    if (plain !== undefined) name += plain;
    else if (hyphens === HYPHEN) name += "-";
    else if (hyphens === SLASH) name += "/";
    else if (hyphens === ESCAPE && digits !== undefined) name += String.fromCharCode(parseInt(digits, 16));
    else return undefined;
    rest = rest.slice(hyphens === HYPHEN || hyphens === SLASH ? hyphens.length : token.length);
  }
  return secretName(name) === secret ? name : undefined;
}
