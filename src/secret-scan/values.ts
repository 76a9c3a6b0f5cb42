/** What a value by itself tells: whether it says where a secret is, or looks like one drawn by lot. */

/** What every language has for "nothing" and for a switch, and what Terraform's settings say (`http_tokens: required`). */
const SWITCHES = /^(?:~|true|false|yes|no|on|off|null|none|nil|undefined|required|optional|enabled|disabled)$/i;

/** What stands for a secret in a document: a mask, an ellipsis, the words of this project and of others. */
const MASKS =
  /^(?:\*+|x{3,}|•+|\.{3,}|…|-+|_+|\[?\(?(?:redacted|masked|sensitive|withheld|known after apply)\)?\]?|<[^<>]*>)$/i;

/** A place in a store of secrets, or a key by its name. */
const SECRET_LOCATION =
  /^(?:arn:|alias\/|projects\/[^/]+\/|\/subscriptions\/|ENC\[|@Microsoft\.KeyVault\(|!|mrk-[0-9a-f]{32}$|(?:ref|ref\+\w+|vault|op|ssm|secretsmanager|awssm|gcpsm|azurekeyvault|resolve|env|file|keyring|k8s|kms|sops)(?::|\+))/i;

/** Code that fetches it: `var.password`, `os.environ["X"]`, `getSecret("x")`. */
const CODE =
  /^(?:(?:var|local|data|module|self|this|os|process|env|each|secrets|inputs|params?|config|settings|steps|github|\.?Values)\.[\w.[\]"'$-]{1,200}|[A-Za-z_][\w.]{0,100}\((?:[^()]{0,200}\))?)$/;

/** Public halves, and types instead of values. */
const PUBLIC =
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) |^-----BEGIN (?:TRUSTED )?(?:CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE REQUEST|X509 CRL)|^(?:string|str|securestring|bytes|text|int|integer|number|bool|boolean|any|object)[!?;]?$/i;

const TEMPLATES = /\$\{[^{}]*\}|\{\{[^{}]*\}\}|\$\([^()]*\)|`[^`]*`|\$[A-Za-z_]\w*|\$\d\b|%[A-Za-z_]\w*%|%\(\w+\)s|%s/g;

/** Whether it says where a secret is, or that there is none, instead of saying the secret. */
export function isReference(value: string): boolean {
  const text = value.trim();
  if (text === "" || SWITCHES.test(text) || MASKS.test(text) || SECRET_LOCATION.test(text) || PUBLIC.test(text))
    return true;
  if (CODE.test(text) || isPath(text) || isPlainUrl(text)) return true;
  if (!/[$%`{]/.test(text)) return false;
  const rest = text.replace(TEMPLATES, "");
  // `user:${PASSWORD}` is a template; what is left of `S3cr3t-Of-2024${x}` is no name of anything.
  return rest !== text && !looksRandom(rest) && (rest.length < 6 || isWords(rest));
}

/** `/run/secrets/token`, `~/.aws/credentials`, `C:\keys\x`. */
function isPath(text: string): boolean {
  if (text.length > 300 || !/^(?:(?:~|\.{1,2})?\/|[A-Za-z]:\\)[\w.@ \\/-]+$/.test(text)) return false;
  const segments = text.split(/[\\/]/).filter((segment) => segment !== "" && segment !== "~");
  return (segments.length > 1 || /\.\w{1,8}$/.test(text)) && !segments.some(looksRandom);
}

/** Without user, and without a query, which may carry a signature. */
function isPlainUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s@?#]+$/i.test(text);
}

/** Words with their usual separators: a name or a sentence rather than a secret. */
export function isWords(text: string): boolean {
  return text.split(/[\s_.,;:/'"()-]+/).every((word) => /^[A-Z]*$|^[A-Z]?[a-z]*(?:[A-Z][a-z]+)*$/.test(word));
}

/**
 * Long without a break, of several kinds of characters, and with more bits per character than words have (about 3.5 in
 * English names). Label keys, aliases, UUIDs and host names have breaks.
 */
export function looksRandom(value: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(value)) return true;
  if (value.length < 16) return false;
  const longest = Math.max(...value.split(/[\s_.:/-]/).map((piece) => piece.length));
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((form) => form.test(value)).length;
  return longest >= 16 && kinds >= 3 && entropy(value) >= 3.5;
}

/** Shannon's, in bits per character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}
