/** Made-up secrets by their forms. Put together here, so that no scanner of repositories takes the tests for a leak. */

const of = (count: number, alphabet = "kJ8mPq2vL9xR4wzT7"): string =>
  Array.from({ length: count }, (_, index) => alphabet[(index * 7 + (index % 5)) % alphabet.length] ?? "k").join("");
const hex = (count: number): string => of(count, "9f86d081884c7d659a2feaa0c55ad015");

export const TOKENS: readonly (readonly [what: string, token: string])[] = [
  ["an AWS access key id", ["AKIA", "IOSFODNN7EXAMPLE"].join("")],
  ["an AWS session's key id", ["ASIA", "IOSFODNN7EXAMPLE"].join("")],
  ["a JSON web token", ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N"].join(".")],
  ["a GitHub token", ["ghp_", of(36)].join("")],
  ["a GitHub app's token", ["ghs_", of(36)].join("")],
  ["a fine-grained GitHub token", ["github_pat_", of(22), "_", of(59)].join("")],
  ["a GitLab token", ["glpat-", of(20)].join("")],
  ["a GitLab runner's token", ["glrt-", of(20)].join("")],
  ["a Slack token", ["xoxb", "1234567890", "abcdefghij"].join("-")],
  ["a Slack web hook", ["https://hooks.slack", ".com/services/T0", of(8), "/B0", of(8), "/", of(24)].join("")],
  ["a Google API key", ["AIza", of(35)].join("")],
  ["a Google client secret", ["GOCSPX-", of(28)].join("")],
  ["a Stripe key", ["sk_live_", of(24)].join("")],
  ["a Stripe web hook's secret", ["whsec_", of(32)].join("")],
  ["an npm token", ["npm_", of(36)].join("")],
  ["a PyPI token", ["pypi-AgEIcHlwaS5vcmc", of(40)].join("")],
  ["a SendGrid key", ["SG.", of(22), ".", of(43)].join("")],
  ["a Microsoft Entra client secret", ["abc8Q~", of(34)].join("")],
  ["an Azure storage key", `${of(86)}==`],
  ["a Databricks token", ["dapi", hex(32)].join("")],
  ["a Vault token", ["hvs.", of(24)].join("")],
  ["a Docker Hub token", ["dckr_pat_", of(27)].join("")],
  ["a DigitalOcean token", ["dop_v1_", hex(64)].join("")],
  ["an OpenAI key", ["sk-proj-", of(48)].join("")],
  ["an Anthropic key", ["sk-ant-api03-", of(40)].join("")],
  ["a Grafana token", ["glsa_", of(32), "_", hex(8)].join("")],
  ["an age key", ["AGE-SECRET-KEY-1", of(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")].join("")],
  ["a password's hash", ["$2y$10$", of(53)].join("")],
];

export const PRIVATE_KEY = [
  "-----BEGIN RSA",
  " PRIVATE KEY-----\n",
  of(64),
  "\n-----END RSA",
  " PRIVATE KEY-----",
].join("");

export function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
