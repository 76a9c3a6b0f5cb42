/** Checks of the section `redis` that no schema of one field can make: the same for an entry of the file and for a construct's props. */
import { EVICTING_POLICIES, PARAMETER_FORMS, type ValkeyParameter } from "../../catalog/valkey";
import type { SectionProblem } from "../../model/component";
import { checkRanges } from "../kit/address-checks";
import { checkInCluster } from "./cluster/check";
import { patternsMeet } from "./patterns";
import { type CacheSection, type RedisEntry, type RedisSection } from "./section";
import { type CacheService, cacheServiceName, patternsOf } from "./services";
import { atEntry } from "../kit/at-entry";

export function checkRedis(entries: RedisSection): readonly SectionProblem[] {
  return entries.flatMap((entry, index) => [
    ...checkUniqueName(entries, entry, index),
    ...atEntry(index, [...checkCache(entry), ...checkOwnService(entry)]),
  ]);
}

type CheckedCache = Omit<CacheSection, "allow"> & {
  /** Of props also by name. */
  readonly allow?: readonly string[] | Readonly<Record<string, string>> | undefined;
};

/** What of a cache no field alone says. */
export function checkCache(cache: CheckedCache): readonly SectionProblem[] {
  return [
    ...checkPolicy(cache),
    ...checkParameters(cache),
    ...checkPlace(cache),
    ...checkServices(cache),
    ...checkRanges(cache.allow ?? [], ["allow"], {
      worldCode: "CACHE_OPEN",
      wideCode: "CACHE_WIDE",
      what: "the cache",
      remedy: "Name the ranges that have business with it, or leave `allow` out: the environment's own network.",
    }),
  ];
}

function checkPolicy({ use, parameters }: CheckedCache): readonly SectionProblem[] {
  const policy = parameters["maxmemory-policy"];
  if (policy === undefined) return [];
  const allowed: readonly string[] = use === "queue" ? ["noeviction"] : EVICTING_POLICIES;
  if (allowed.includes(policy)) return [];
  return [
    {
      path: ["parameters", "maxmemory-policy"],
      code: "CACHE_POLICY",
      message:
        use === "queue"
          ? `A queue must not evict: '${policy}' would drop messages or sessions when memory is full.`
          : `A cache cannot have the policy '${policy}'.`,
      remedy:
        use === "queue"
          ? "Take it out (noeviction), or write `use: cache`."
          : `Write one of: ${allowed.join(", ")}; or \`use: queue\` for noeviction.`,
    },
  ];
}

/** What has a meaning only where it runs otherwise is refused, not dropped. */
function checkPlace(cache: CheckedCache): readonly SectionProblem[] {
  const { runs, use, allow, maintenanceWindow, topology, storage } = cache;
  const inCluster = runs === "in-cluster";
  const misplaced = (field: string, remedy: string): SectionProblem => ({
    path: [field],
    at: "key",
    code: "CACHE_FIELD_MISPLACED",
    message: `'${field}' means nothing of a ${use} that runs '${runs}'.`,
    remedy,
  });
  return [
    ...(allow !== undefined && inCluster
      ? [misplaced("allow", "Take it out: pods of the cluster reach it, and nothing else does.")]
      : []),
    ...(maintenanceWindow !== undefined && (inCluster || topology.kind === "serverless")
      ? [misplaced("maintenanceWindow", "Take it out: there is none.")]
      : []),
    ...(storage !== undefined && !inCluster
      ? [misplaced("storage", "Take it out: the cloud keeps what it holds.")]
      : []),
    ...(storage !== undefined && inCluster && use === "cache"
      ? [misplaced("storage", "Take it out: a cache keeps nothing. What must be kept is a queue (`use: queue`).")]
      : []),
    ...(inCluster ? checkInCluster(cache) : []),
    ...(inCluster && topology.kind !== "replicated"
      ? [
          {
            path: ["topology", "kind"],
            code: "TARGET_CANNOT",
            message: `In the cluster there is no cache that is '${topology.kind}'.`,
            remedy: "Write `kind: replicated`, or let the cloud run it (`runs: managed`).",
          },
        ]
      : []),
  ];
}

/** What a server would not start with, or a cloud refuse. Tokens are known to Terraform alone. */
function checkParameters({ parameters }: CheckedCache): readonly SectionProblem[] {
  return Object.entries(parameters).flatMap(([name, value]): readonly SectionProblem[] => {
    const form = PARAMETER_FORMS[name as ValkeyParameter];
    if (value === undefined || value.includes("${") || form.pattern.test(value)) return [];
    return [
      {
        path: ["parameters", name],
        code: "CACHE_PARAMETER",
        message: `'${value}' is no value of '${name}'.`,
        remedy: `Write ${form.what}.`,
      },
    ];
  });
}

function checkServices(cache: CheckedCache): readonly SectionProblem[] {
  const services = cache.services ?? [];
  return services.flatMap((service, index): readonly SectionProblem[] => [
    ...(services.findIndex(({ name }) => name === service.name) === index
      ? []
      : [
          {
            path: ["services", index, "name"],
            code: "CACHE_SERVICE_TWICE",
            message: `The service '${service.name}' is listed twice for '${cache.name}'.`,
            remedy: "Keep one, with the keys and channels of both.",
          },
        ]),
    ...checkCelery(cache, service, index),
    ...checkMeeting(services, service, index),
  ]);
}

/** kombu takes messages and moves them between keys of several slots (celery/kombu#1087): CROSSSLOT on shards. */
function checkCelery(
  { topology }: CheckedCache,
  { preset, name }: CacheService,
  index: number,
): readonly SectionProblem[] {
  if (preset !== "celery" || topology.kind === "replicated") return [];
  return [
    {
      path: ["services", index, "preset"],
      code: "CACHE_CELERY_SHARDED",
      message: `Celery cannot use shards ('${topology.kind}'): '${name}' would be refused with CROSSSLOT.`,
      remedy: "Write `topology: { kind: replicated }`.",
    },
  ];
}

/** Services that reach each other's keys are told; who says the same pattern twice means it. */
function checkMeeting(
  services: readonly CacheService[],
  service: CacheService,
  index: number,
): readonly SectionProblem[] {
  const own = patternsOf(service);
  return services
    .slice(0, index)
    .filter((other) => other.name !== service.name)
    .flatMap((other) =>
      (["keys", "channels"] as const).flatMap((field): readonly SectionProblem[] => {
        const theirs = patternsOf(other)[field];
        const met = own[field].find((one) =>
          theirs.some(
            (another) =>
              patternsMeet(one, another) && !(isWritten(service, field, one) && isWritten(other, field, one)),
          ),
        );
        if (met === undefined) return [];
        return [
          {
            path: ["services", index],
            code: "CACHE_PATTERNS_MEET",
            severity: "warning",
            message: `'${service.name}' reaches ${field} of '${other.name}', by '${met}'.`,
            remedy: "Give each a prefix of its own, or write the shared pattern in both.",
          },
        ];
      }),
    );
}

const isWritten = (service: CacheService, field: "keys" | "channels", pattern: string): boolean =>
  service[field]?.includes(pattern) ?? false;

function checkUniqueName(entries: RedisSection, { name }: RedisEntry, index: number): readonly SectionProblem[] {
  if (entries.findIndex((other) => other.name === name) === index) return [];
  return [
    {
      path: [index, "name"],
      code: "CACHE_TWICE",
      message: `There are two entries called '${name}'.`,
      remedy: "Give one of them another name, or list its services under the other's `services`.",
    },
  ];
}

/** Without `services` the entry's own name is the only one's. */
function checkOwnService({ name, services }: RedisEntry): readonly SectionProblem[] {
  const named = cacheServiceName.safeParse(name);
  if (services !== undefined || named.success) return [];
  return [
    {
      path: ["name"],
      code: "CACHE_NAME_RESERVED",
      message: `Without 'services' its only user would be called '${name}'. ${named.error.issues.map(({ message }) => message).join(" ")}`,
      remedy: "Call it otherwise, or list its services.",
    },
  ];
}
