/** Forms of texts and numbers that Kubernetes and charts take, beyond what a type says. */

export interface Format {
  matches(value: unknown): boolean;
  /** As a noun, with its article. */
  readonly words: string;
}

const text = (pattern: RegExp, words: string): Format => ({
  matches: (value) => typeof value === "string" && pattern.test(value),
  words,
});

export const valueFormats: Readonly<Record<string, Format>> = {
  /** resource.Quantity (k8s.io/apimachinery); what is less than nothing is refused for requests and limits. */
  Quantity: {
    matches: (value) =>
      typeof value === "number"
        ? Number.isFinite(value) && value >= 0
        : typeof value === "string" && /^\+?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(value),
    words: "a quantity such as 250m, 2 or 512Mi",
  },
  /** intstr.IntOrString where it is an amount (k8s.io/apimachinery): a text must be a percentage. */
  IntOrPercent: {
    matches: (value) =>
      typeof value === "string" ? /^\d+%$/.test(value) : Number.isInteger(value) && Number(value) >= 0,
    words: "a whole number from 0, or a percentage such as '25%'",
  },
  /** Where a chart writes the text into its template without quotes. */
  DigitsText: text(/^\d+$/, "digits in quotes"),
  /** A port's number, or the name that a container gave it (IANA_SVC_NAME of Kubernetes' validation). */
  PortOrName: {
    matches: (value) =>
      typeof value === "number"
        ? Number.isInteger(value) && value >= 1 && value <= 65535
        : typeof value === "string" && /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(value),
    words: "a port from 1 to 65535, or the name of one",
  },
  /** Of an image, as registries and Kubernetes write it. */
  ImageDigest: text(/^sha256:[a-f0-9]{64}$/, "a digest, sha256: and 64 hexadecimal digits"),
  /** time.ParseDuration of Go. */
  GoDuration: text(/^([+-]?(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$|^[+-]?0$/, "a duration such as 30s, 5m or 1h30m"),
  /** The pattern of `Duration` in Prometheus Operator's definitions. */
  PrometheusDuration: text(
    /^(0|((\d+)y)?((\d+)w)?((\d+)d)?((\d+)h)?((\d+)m)?((\d+)s)?((\d+)ms)?)$/,
    "a duration such as 30s, 5m or 1h",
  ),
};
