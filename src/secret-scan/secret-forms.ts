/** The forms that one secret takes in documents, scripts, URLs and encodings. */

export interface SecretForm {
  readonly form: string;
  /** Whether it is what the secret leaves within something longer, and never a value of its own. */
  readonly part: boolean;
}

/** A longer one (a key store, an archive) is looked for as it is, line by line, and in base64. */
const MAX_LENGTH = 16 * 1024;
/** A line of a secret that is several: shorter ones say too little. */
const MIN_LINE = 16;

export function formsOf(secret: string): readonly SecretForm[] {
  const bytes = Buffer.from(secret, "utf8");
  // Half a character, which only a broken text holds, has no percent form.
  const sound = bytes.toString("utf8");
  const whole = [secret, bytes.toString("base64"), bytes.toString("base64url")];
  if (secret.length <= MAX_LENGTH) {
    const percent = encodeURIComponent(sound);
    const strict = percent.replace(/[!'()*]/g, percentOf);
    const json = JSON.stringify(secret).slice(1, -1);
    whole.push(
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
      percent,
      strict,
      lower(percent),
      lower(strict),
      percent.replaceAll("%20", "+"),
      strict.replaceAll("%20", "+"),
      encodeURI(sound),
      [...bytes].map((byte) => `%${hex(byte)}`).join(""),
      json,
      JSON.stringify(json).slice(1, -1),
      // Terraform writes JSON for HTML: `<`, `>` and `&` as code points.
      json.replace(/[<>&]/g, (character) => `\\u00${hex(character.charCodeAt(0)).toLowerCase()}`),
      secret.replaceAll("'", `'\\''`),
      secret.replaceAll("'", "''"),
      secret.replace(/[^A-Za-z0-9_\-.,:/@+=]/g, (character) => `\\${character}`),
      secret.replaceAll("$", "$$$$"),
      secret.replaceAll("${", "$$${"),
    );
  }
  const wide = secret.length <= MAX_LENGTH ? base64Within(Buffer.from(secret, "utf16le")) : [];
  const lines = /[\r\n]/.test(secret)
    ? secret
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line.length >= MIN_LINE && !line.startsWith("-----"))
    : [];
  return [
    ...[...new Set(whole)].map((form) => ({ form, part: false })),
    ...[...base64Within(bytes), ...wide, ...lines].map((form) => ({ form, part: true })),
  ];
}

/**
 * What base64 makes of it within something longer: of every three bytes come four characters, so there are three ways, by
 * what stands before. The characters at the edges depend on the neighbours, and are left out.
 */
function base64Within(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor((padded.length * 8) / 6);
    const standard = padded.toString("base64").slice(first, last);
    return [...new Set([standard, standard.replaceAll("+", "-").replaceAll("/", "_")])];
  });
}

function percentOf(character: string): string {
  return `%${hex(character.charCodeAt(0))}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0").toUpperCase();
}

function lower(percent: string): string {
  return percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
