/**
 * What gives itself away by its form, wherever it stands. The prefixes are those that the services document, and that
 * secret scanners know (GitHub's supported patterns, gitleaks 8.x; November 2026).
 */
import { type Span, spanOf } from "./span";

interface Form {
  readonly what: string;
  /** Of the whole secret, without anchors and without groups that capture. */
  readonly form: string;
  /** Shown hidden, but no reason to refuse a file. */
  readonly hideOnly?: true;
}

const ID = "[A-Za-z0-9_-]";

/** Those that begin at the beginning of a word. */
const TOKENS: readonly Form[] = [
  { what: "an AWS access key id", form: "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])" },
  { what: "an AWS session token", form: "(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9/+=]{60,}" },
  { what: "a JSON web token", form: "eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?" },
  { what: "a GitHub token", form: "(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})" },
  {
    what: "a GitLab token",
    form: `(?:gl(?:pat|dt|rt|rtr|ptt|cbt|imt|ft|soat|agent|ffct|oas|wt)-${ID}{16,}|GR1348941${ID}{20,})`,
  },
  { what: "a Slack token", form: "(?:xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,}|xapp-\\d-[A-Za-z0-9-]{10,})" },
  { what: "a Google API key", form: `AIza${ID}{35}` },
  { what: "a Google OAuth secret", form: `(?:GOCSPX-${ID}{20,}|ya29\\.${ID}{20,})` },
  { what: "a Stripe key", form: "(?:[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{24,})" },
  { what: "an npm token", form: "npm_[A-Za-z0-9]{36}" },
  { what: "a PyPI token", form: `pypi-AgE${ID}{30,}` },
  { what: "a RubyGems key", form: "rubygems_[0-9a-f]{48}" },
  { what: "a SendGrid key", form: `SG\\.${ID}{16,}\\.${ID}{16,}` },
  { what: "a Twilio key", form: "SK[0-9a-f]{32}(?![A-Za-z0-9])" },
  { what: "a Mailgun key", form: "key-[0-9a-f]{32}(?![A-Za-z0-9])" },
  { what: "a DigitalOcean token", form: "do[opr]_v1_[0-9a-f]{64}" },
  { what: "a Microsoft Entra client secret", form: "[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}" },
  { what: "a Databricks token", form: "dapi[0-9a-f]{32}" },
  { what: "a Vault token", form: `hv[sbr]\\.${ID}{20,}` },
  { what: "a Terraform Cloud token", form: `[A-Za-z0-9]{14}\\.atlasv1\\.${ID}{60,}` },
  { what: "a Doppler token", form: "dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}" },
  { what: "an OpenAI key", form: `sk-(?:proj|svcacct|admin)-${ID}{20,}|sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}` },
  { what: "an Anthropic key", form: `sk-ant-${ID}{20,}` },
  { what: "a Hugging Face token", form: "hf_[A-Za-z0-9]{30,}" },
  { what: "a Grafana token", form: "gl(?:sa|c)_[A-Za-z0-9+/=_]{32,}" },
  { what: "a New Relic key", form: "NRAK-[A-Z0-9]{27}" },
  { what: "a Sentry token", form: "sntry[su]_[A-Za-z0-9+/=_]{40,}" },
  { what: "a Shopify token", form: "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}" },
  { what: "a Square token", form: `sq0[a-z]{3}-${ID}{22,}` },
  { what: "a PlanetScale secret", form: "pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,}" },
  { what: "a Postman key", form: "PMAK-[0-9a-f]{24}-[0-9a-f]{34}" },
  { what: "a Pulumi token", form: "pul-[0-9a-f]{40}" },
  { what: "an Atlassian token", form: "(?:ATATT3|ATCTT3|ATBB)[A-Za-z0-9_=+/-]{24,}" },
  { what: "a Docker Hub token", form: `dckr_(?:pat|oat)_${ID}{20,}` },
  { what: "a JFrog token", form: "AKCp[A-Za-z0-9]{60,}" },
  { what: "a Linear key", form: "lin_api_[A-Za-z0-9]{40}" },
  { what: "a Notion token", form: "ntn_[A-Za-z0-9]{40,}" },
  { what: "a Telegram bot token", form: `\\d{8,10}:AA${ID}{33}` },
  { what: "a Cloudflare origin key", form: "v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}" },
  { what: "an age key", form: "AGE-SECRET-KEY-1[0-9A-Z]{58}" },
  { what: "a Slack web hook", form: "hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}" },
  { what: "a Discord web hook", form: `discord(?:app)?\\.com/api/webhooks/\\d{5,}/${ID}{30,}` },
  { what: "a Teams web hook", form: `[a-z0-9-]{1,60}\\.webhook\\.office\\.com/webhookb2/[A-Za-z0-9@/-]{40,}` },
];

/** Those that may begin anywhere. */
const ANYWHERE: readonly Form[] = [
  { what: "a private key", form: "PuTTY-User-Key-File-\\d: [^\\n]*" },
  {
    what: "a password's hash",
    form: "\\$(?:2[abxy]|5|6|y|7|apr1|argon2(?:id|i|d)|scram-sha-256)\\$[A-Za-z0-9./=,$+-]{20,}|\\{S?SHA(?:256|512)?\\}[A-Za-z0-9+/=]{20,}|SCRAM-SHA-256\\$\\d+:[A-Za-z0-9+/=]{8,}\\$[A-Za-z0-9+/=:]{20,}",
    hideOnly: true,
  },
  // A storage account's key is 64 bytes; a digest of as many (`sha512-…`) is none.
  { what: "an Azure storage key", form: "(?<![A-Za-z0-9+/]|sha512[-:])[A-Za-z0-9+/]{86}==(?![=A-Za-z0-9+/])" },
  // The services put a signature of their own near the end of their keys.
  {
    what: "an Azure key",
    form: "(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{76}(?:APIM|ACDb|\\+ABa|\\+AMC|\\+ASt)[A-Za-z0-9+/]{5}[AQgw]==|[A-Za-z0-9+/]{33}(?:AIoT|ASbT|\\+ASb|AEhG|\\+AEh|ARm|\\+ARm)[A-Za-z0-9+/]{6,8}=|[A-Za-z0-9]{42}(?:AzSe|AzFu|ACR)[A-Za-z0-9+/]{5,6})",
  },
];

/** Shared access signatures, presigned URLs. */
const PARAMETERS: readonly Form[] = [
  {
    what: "the signature of a URL",
    form: "(?<=[?&;](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=)[A-Za-z0-9%+/=_-]{16,}",
  },
];

/** A token is at least so long. */
export const MIN_TOKEN = 16;

/** Most texts hold nothing that is long enough, and are passed over at once. */
const WORTH = /[A-Za-z0-9_~+/=.-]{20,}|PuTTY-User-Key/;

const compile = (forms: readonly Form[], before: string, flags: string): RegExp =>
  new RegExp(`${before}(?:${forms.map(({ form }) => `(${form})`).join("|")})`, flags);

/** Whether letters are large or small tells tokens apart; the names of parameters it does not. */
/** `sign` is what none of them is without. */
const FORMS = [
  { forms: TOKENS, sign: /./, all: compile(TOKENS, "(?<![A-Za-z0-9])", "g") },
  { forms: ANYWHERE, sign: /[$={]|PuTTY|Az|ACR/, all: compile(ANYWHERE, "", "g") },
  { forms: PARAMETERS, sign: /[?&;]/, all: compile(PARAMETERS, "", "gi") },
];

export function formSpans(text: string, caution: "hide" | "accuse"): readonly Span[] {
  if (text.length < MIN_TOKEN || !WORTH.test(text)) return [];
  const spans: Span[] = [];
  for (const { forms, sign, all } of FORMS) {
    if (!sign.test(text)) continue;
    for (const match of text.matchAll(all)) {
      const form = forms[match.slice(1).findIndex((group) => group !== undefined)];
      if (!form || (form.hideOnly && caution === "accuse")) continue;
      spans.push(spanOf(text, match.index, match.index + match[0].length, form.what));
    }
  }
  return spans;
}
