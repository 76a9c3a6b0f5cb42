/** What a name tells of its value: keys of maps, attributes, variables, flags, headers. */

/**
 * `sure`: its value is a secret if it is a literal at all. `likely`: it may also name where the secret is. `doubtful`: only if
 * the value looks drawn by lot. `digits`: a PIN, if it is a number.
 */
export type NameKind = "sure" | "likely" | "doubtful" | "digits";

/** As the last words of a name, written together. */
const SURE =
  /(?:password|passwd|passphrase|passcode|pwd|token|credential|api_?key|private_?key|access_?key|client_?secret|account_?key|signing_?key|shared_?key|storage_?key|master_?key)$/;
const LIKELY =
  /(?:^|_)(?:\w*secret_?key|connection_?string|conn_?str(?:ing)?|kube_?config|htpasswd|basic_?auth|docker_?config(?:_?json)?|dockercfg|netrc|pgpass|pass|(?:db|user|root|smtp|redis|mysql|pg|admin|my|auth|proxy|ftp|ldap|key|store|truststore|keystore)_?pass|sas|cvv)$/;
const DOUBTFUL = /(?:key|auth|dsn|salt|bearer|authorization|cookie|jwt|otp|seed|license|secret|signature|\bsig|cred)$/;

/** Names that end like a secret's and hold only which secret is meant, or what is no secret at all. */
const REFERENCE =
  /(?:^|_)(?:existing|manage|managed|use|create|enable|from|external|target|tls|image_?pull|pull)_(?:\w+_)?(?:password|secret|token|credential)$|^(?:existing|imagepull)\w*(?:secret|password|credential)$/;
/** Cursors, keys of idempotency, and the version of the instance metadata service. */
const NO_TOKEN =
  /(?:^|_)(?:http|next|continue|continuation|page|creation|idempotency|client_request|client|paging|stop|bos|eos|pad)_?token$/;
/** What a key opens, and what it merely names. `passwordKey` is the key within a Secret. */
const NO_KEY =
  /(?:^|_)(?:public|pub|partition|sort|hash|range|primary|foreign|tag|label|topology|object|cache|group|kms|sse|config|map|metric|row|index|password|passwd|username|user|token|cert|ca|state|lock|node|taint|toleration|annotation|selector|host|service|s3|bucket)_?key$/;

/** What may follow the word without changing what it means: `password_value`, `tokenBase64`, `password_wo`. */
const QUALIFIERS = new Set(
  "value plain plaintext text string str literal binary base64 b64 encoded raw data current new old previous initial default wo pem openssh pkcs8 hash hashed bcrypt".split(
    " ",
  ),
);

/** How many characters of a name are looked at, from its end. */
const MAX_NAME = 120;

const judgedNames = new Map<string, NameKind | undefined>();

export function nameKind(name: string): NameKind | undefined {
  if (judgedNames.has(name)) return judgedNames.get(name);
  const kind = judge(name.slice(-MAX_NAME));
  // Names repeat; keys that a hostile file makes up must not fill the memory.
  if (judgedNames.size < 10_000) judgedNames.set(name, kind);
  return kind;
}

function judge(name: string): NameKind | undefined {
  const words = wordsOf(name);
  if (words.includes("public")) return undefined;
  for (;;) {
    const kind = kindOf(words);
    const last = words.at(-1) ?? "";
    if (kind !== undefined || words.length < 2 || !(QUALIFIERS.has(last) || /^v?\d+$/.test(last))) return kind;
    words.pop();
  }
}

function kindOf(words: readonly string[]): NameKind | undefined {
  const last = (words.at(-1) ?? "").replace(/(?<=[a-z]{3})\d+$/, "");
  const plural = /(?:password|passphrase|token|credential|secret|key)s$/.test(last);
  const snake = [...words.slice(0, -1), plural ? last.slice(0, -1) : last].join("_");
  if (REFERENCE.test(snake) || NO_TOKEN.test(snake) || NO_KEY.test(snake)) return undefined;
  if (SURE.test(snake)) return "sure";
  if (/secret$/.test(snake) || LIKELY.test(snake)) return plural ? "doubtful" : "likely";
  if (DOUBTFUL.test(snake)) return "doubtful";
  return /(?:^|_)pin(?:_?code)?$/.test(snake) ? "digits" : undefined;
}

/** Whether it counts something: `maxTokens: 4096`, `passwords: 3`. */
export function isCount(name: string): boolean {
  const words = wordsOf(name);
  return (
    /(?:password|passphrase|token|credential|secret|key)s$/.test(words.at(-1) ?? "") ||
    words.some((word) => /^(?:max|min|num|number|count|limit|size|length|total)$/.test(word))
  );
}

/** In lower case: of camel case, snake case, kebab case, dotted and indexed paths. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
