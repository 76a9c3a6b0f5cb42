/**
 * What is known of Valkey on every target: supported versions, and the image of each. Renovate reads the comment before each tag.
 * Valkey and not Redis: since Redis 7.4 its licences are not open ones everywhere, and clouds sell Valkey for less.
 */

export interface ValkeyVersion {
  /** Tag of the image `VALKEY_REPOSITORY`: Debian, with bash. */
  readonly tag: string;
}

export const VALKEY_REPOSITORY = "docker.io/valkey/valkey";

/**
 * Minors by number. Patches are the provider's affair where a cloud runs it; each tag is one that its release page lists
 * (valkey.io/download/releases, read in November 2026).
 */
export const valkeyVersions = {
  "7.2": {
    // renovate: datasource=docker depName=docker.io/valkey/valkey
    tag: "7.2.14",
  },
  "8.0": {
    // renovate: datasource=docker depName=docker.io/valkey/valkey
    tag: "8.0.11",
  },
  "8.1": {
    // renovate: datasource=docker depName=docker.io/valkey/valkey
    tag: "8.1.10",
  },
  "9.1": {
    // renovate: datasource=docker depName=docker.io/valkey/valkey
    tag: "9.1.2",
  },
} as const satisfies Record<string, ValkeyVersion>;

export type ValkeyMinor = keyof typeof valkeyVersions;

export const VALKEY_VERSIONS = Object.keys(valkeyVersions) as readonly ValkeyMinor[];

/** The one that an environment gets that names none: a year in the field. */
export const DEFAULT_VALKEY_VERSION: ValkeyMinor = "8.1";

/** Carries `valkey-cli`: a client speaks to every server. */
export const VALKEY_CLIENT_IMAGE = `${VALKEY_REPOSITORY}:${valkeyVersions[DEFAULT_VALKEY_VERSION].tag}`;

export const CACHE_SIZES = ["small", "medium", "large"] as const;
export type CacheSize = (typeof CACHE_SIZES)[number];

/**
 * Parameters of the server that a file may set: what tunes it. Those that say where it listens, whom it trusts, what it keeps and what it
 * evicts follow from other fields. All of them are known to Valkey 7.2 and later (valkey.conf of the project) and may be changed where a
 * cloud runs it (docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html).
 */
export const VALKEY_PARAMETERS = [
  "acllog-max-len",
  "active-defrag-cycle-max",
  "active-defrag-cycle-min",
  "active-defrag-ignore-bytes",
  "active-defrag-max-scan-fields",
  "active-defrag-threshold-lower",
  "active-defrag-threshold-upper",
  "activedefrag",
  "activerehashing",
  "hash-max-listpack-entries",
  "hash-max-listpack-value",
  "latency-tracking",
  "lazyfree-lazy-eviction",
  "lazyfree-lazy-expire",
  "lazyfree-lazy-server-del",
  "lazyfree-lazy-user-del",
  "lfu-decay-time",
  "lfu-log-factor",
  "list-compress-depth",
  "list-max-listpack-size",
  "maxmemory-policy",
  "maxmemory-samples",
  "notify-keyspace-events",
  "set-max-intset-entries",
  "set-max-listpack-entries",
  "slowlog-log-slower-than",
  "slowlog-max-len",
  "stream-node-max-bytes",
  "stream-node-max-entries",
  "tcp-keepalive",
  "timeout",
  "tracking-table-max-keys",
  "zset-max-listpack-entries",
  "zset-max-listpack-value",
] as const;

export type ValkeyParameter = (typeof VALKEY_PARAMETERS)[number];

interface ParameterForm {
  readonly pattern: RegExp;
  /** Completes "Write …". */
  readonly what: string;
}

/** As the server reads them (src/config.c of the project): kinds and smallest values. */
const NUMBER: ParameterForm = { pattern: /^\d{1,9}$/, what: "a whole number" };
const POSITIVE: ParameterForm = { pattern: /^[1-9]\d{0,8}$/, what: "a whole number above 0" };
const INTEGER: ParameterForm = { pattern: /^-?\d{1,9}$/, what: "a whole number, also below 0" };
const SWITCH: ParameterForm = { pattern: /^(?:yes|no)$/, what: "yes or no" };
const PERCENT: ParameterForm = { pattern: /^[1-9]\d?$/, what: "percent, 1 to 99" };
const BYTES: ParameterForm = {
  pattern: /^[1-9]\d{0,8}(?:[kmg]b?)?$/i,
  what: "a number of bytes, such as 4096, 100mb or 1gb",
};

/** What each of them may be. */
export const PARAMETER_FORMS: Readonly<Record<ValkeyParameter, ParameterForm>> = {
  "acllog-max-len": NUMBER,
  "active-defrag-cycle-max": PERCENT,
  "active-defrag-cycle-min": PERCENT,
  "active-defrag-ignore-bytes": BYTES,
  "active-defrag-max-scan-fields": POSITIVE,
  "active-defrag-threshold-lower": NUMBER,
  "active-defrag-threshold-upper": NUMBER,
  activedefrag: SWITCH,
  activerehashing: SWITCH,
  "hash-max-listpack-entries": NUMBER,
  "hash-max-listpack-value": NUMBER,
  "latency-tracking": SWITCH,
  "lazyfree-lazy-eviction": SWITCH,
  "lazyfree-lazy-expire": SWITCH,
  "lazyfree-lazy-server-del": SWITCH,
  "lazyfree-lazy-user-del": SWITCH,
  "lfu-decay-time": NUMBER,
  "lfu-log-factor": NUMBER,
  "list-compress-depth": NUMBER,
  "list-max-listpack-size": INTEGER,
  "maxmemory-policy": { pattern: /^[a-z-]+$/, what: "the name of a policy" },
  "maxmemory-samples": POSITIVE,
  "notify-keyspace-events": { pattern: /^[KEg$lshzxetdmnA]*$/, what: "letters of KEg$lshzxetdmnA, or nothing" },
  "set-max-intset-entries": NUMBER,
  "set-max-listpack-entries": NUMBER,
  "slowlog-log-slower-than": INTEGER,
  "slowlog-max-len": NUMBER,
  "stream-node-max-bytes": BYTES,
  "stream-node-max-entries": NUMBER,
  "tcp-keepalive": NUMBER,
  timeout: NUMBER,
  "tracking-table-max-keys": NUMBER,
  "zset-max-listpack-entries": NUMBER,
  "zset-max-listpack-value": NUMBER,
};

/** What may be evicted to make room (valkey.io/topics/lru-cache). */
export const EVICTING_POLICIES = [
  "allkeys-lru",
  "allkeys-lfu",
  "allkeys-random",
  "volatile-lru",
  "volatile-lfu",
  "volatile-random",
  "volatile-ttl",
] as const;
