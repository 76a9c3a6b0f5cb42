/** What stands in commands and headers without a telling name before it. */
import { type Caution, isNamedSecret } from "./named-value";
import { type Span, spanOf } from "./span";
import { isReference, isWords } from "./values";

interface CommandForm {
  readonly what: string;
  /** What must be in the text at all. */
  readonly hint: string;
  /** Its one group is the secret. Bounded in every repetition. */
  readonly form: RegExp;
  readonly unless?: RegExp;
}

/** Of a sentence about such headers. */
const PROSE =
  /^(?:tokens?|auth|authentication|authori[sz]ation|scheme|format|method|methods|header|headers|credentials?|only|or|and|is|are|of|for|with|the|a|an|in|to|as|user|users|access|support|tier|plan|edition|realm\S*|error\S*|needs?|must|may|from|by|instance|instances|sku|info|information|settings|set|usage|config|configuration|http|https|keys?|type|based)[.,;:]?$/i;

const COMMAND_FORMS: readonly CommandForm[] = [
  {
    what: "a bearer token",
    hint: "earer",
    form: /\bbearer[ \t]{1,8}\\{0,2}["']?([A-Za-z0-9._~+/=$!@#%^&*:{}-]{1,4096})/dgi,
    unless: PROSE,
  },
  {
    what: "a user and a password",
    hint: "asic",
    form: /\bbasic[ \t]{1,8}\\{0,2}["']?([A-Za-z0-9+/=_$!@#%^&*:{}.-]{4,4096})/dgi,
    unless: PROSE,
  },
  {
    what: "what an Authorization header holds",
    hint: "uthorization",
    form: /authorization["'\\]{0,4}\s{0,4}[:=]\s{0,4}["'\\]{0,4}(?:token|apikey|key|digest|negotiate|splunk|genie\w{1,10}|ssws)[ \t]{1,4}([^\s"'\\]{1,4096})/dgi,
  },
  {
    what: "a password of curl's",
    hint: "-u",
    form: /\b(?:curl|wget|http|https|mc|svn|kinit)\b[^\n|;]{0,400}?\s(?:-u|--user|--proxy-user)[ =]{0,4}["']?[^\s:"'$]{1,64}:([^\s"']{1,400})/dg,
  },
  {
    what: "a password of curl's",
    hint: "--user",
    form: /\b(?:curl|wget|http|https)\b[^\n|;]{0,400}?\s(?:--user|--proxy-user)[ =]{1,4}["']?[^\s:"'$]{1,64}:([^\s"']{1,400})/dg,
  },
  {
    what: "a password of a database client's",
    hint: "-p",
    form: /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mongo|mongosh|mongodump)\b[^\n|;]{0,400}?\s-p[ ]?(?!-)["']?([^\s"']{1,400})/dg,
  },
  { what: "a password of sshpass's", hint: "sshpass", form: /\bsshpass\s{1,4}-p\s{0,4}["']?([^\s"']{1,400})/dg },
  {
    what: "a password of a login",
    hint: "login",
    form: /\b(?:docker|podman|buildah|skopeo|helm|oras|az|crane|nerdctl|cf|oc|argocd|vault)\b[^\n|;]{0,200}?\blogin\b[^\n|;]{0,200}?\s-p[ =]["']?([^\s"']{1,400})/dg,
  },
  {
    what: "a password of Redis's",
    hint: "redis-cli",
    form: /\bredis-cli\b[^\n|;]{0,300}?\s-a\s{1,4}["']?([^\s"']{1,400})/dg,
  },
  {
    what: "a password of Redis's",
    hint: "requirepass",
    form: /\b(?:requirepass|masterauth)[ \t]{1,8}["']?([^\s"']{1,400})/dg,
  },
  {
    what: "a password of openssl's",
    hint: "pass:",
    form: /-(?:pass|passin|passout|k)\s{1,4}["']?pass:([^\s"']{1,400})/dg,
  },
  {
    what: "a password of chpasswd's",
    hint: "chpasswd",
    form: /["'\s][a-z_][a-z0-9_-]{0,31}:([^\s"':]{1,400})["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?chpasswd/dg,
  },
  {
    what: "a password of chpasswd's",
    hint: "chpasswd",
    form: /\bchpasswd\b[^\n]{0,40}?<<<?\s{0,4}["']?[a-z_][a-z0-9_-]{0,31}:([^\s"':]{1,400})/dg,
  },
  {
    what: "a password of netrc's",
    hint: "machine",
    form: /\bmachine\s{1,8}\S{1,255}\s{1,8}login\s{1,8}\S{1,255}\s{1,8}password\s{1,8}(\S{1,400})/dg,
  },
  {
    what: "a password of pgpass's",
    hint: ":",
    form: /^[\w.*-]{1,255}:(?:\d{1,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:(?!\d{1,5}$)(\S{1,400})$/dgm,
  },
  {
    what: "a password of htpasswd's",
    hint: "htpasswd",
    form: /\bhtpasswd\s{1,4}-\w{0,8}b\w{0,8}\s{1,4}\S{1,200}\s{1,4}\S{1,64}\s{1,4}["']?([^\s"']{1,400})/dg,
  },
];

export function commandSpans(text: string, caution: Caution): readonly Span[] {
  if (text.length < 6 || !/[ \t:]/.test(text)) return [];
  const spans: Span[] = [];
  const upper = /[A-Z]{4}/.test(text);
  for (const { what, hint, form, unless } of COMMAND_FORMS) {
    if (!text.includes(hint) && !(upper && text.includes(hint.toUpperCase()))) continue;
    for (const match of text.matchAll(form)) {
      const secret = match[1] ?? "";
      if (isReference(secret) || unless?.test(secret)) continue;
      if (caution === "accuse" && unless && isWords(secret) && !isNamedSecret("secret", secret, "accuse")) continue;
      const [start, end] = match.indices?.[1] ?? [match.index, match.index + match[0].length];
      spans.push(spanOf(text, start, end, what));
    }
  }
  return spans;
}
