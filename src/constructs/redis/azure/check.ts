/** What Azure Managed Redis refuses of a cache, or cannot hold: of an entry of the file, and of a construct's props. */
import { DEFAULT_VALKEY_VERSION } from "../../../catalog/valkey";
import type { SectionProblem } from "../../../model/component";
import { REDIS_MOST_WITHOUT_SHARDS } from "../../../targets/aks/redis-sizes";
import type { CacheSection } from "../section";
import type { CacheService } from "../services";
import { gigabytesOf, skuOf } from "./managed-redis-facts";
import { CLUSTERING_POLICIES } from "./section";

const IN_CLUSTER = "`runs: in-cluster`";

export type CheckedManagedRedis = Omit<CacheSection, "allow"> & {
  /** Of props also by name. */
  readonly allow?: readonly string[] | Readonly<Record<string, string>> | undefined;
};

const cannot = (path: SectionProblem["path"], message: string, remedy: string): SectionProblem => ({
  path,
  code: "TARGET_CANNOT",
  message,
  remedy,
});

export function checkManagedRedis(cache: CheckedManagedRedis): readonly SectionProblem[] {
  return [...checkPolicy(cache), ...checkTopology(cache), ...checkSettings(cache), ...checkServices(cache)];
}

function checkPolicy(cache: CheckedManagedRedis): readonly SectionProblem[] {
  const { azure, topology, services = [] } = cache;
  const policy = azure.clusteringPolicy;
  const path = ["azure", "clusteringPolicy"];
  if (policy === undefined) {
    return [
      {
        path: ["azure"],
        code: "CACHE_CLUSTERING",
        message: "How Azure spreads the keys has to be chosen: it cannot be changed without losing everything.",
        remedy: `Write \`azure: { clusteringPolicy: … }\`, one of ${CLUSTERING_POLICIES.join(", ")}, or ${IN_CLUSTER}.`,
      },
    ];
  }
  const sku = skuOf(cache);
  return [
    ...((policy === "OSSCluster") === (topology.kind === "sharded") || topology.kind === "serverless"
      ? []
      : [
          {
            path,
            code: "CACHE_CLUSTERING",
            message:
              policy === "OSSCluster"
                ? "Clients of 'OSSCluster' must speak Redis Cluster, which those of a 'replicated' cache need not."
                : `'${policy}' answers at one host, as no 'sharded' cache does.`,
            remedy:
              policy === "OSSCluster"
                ? "Write `topology: { kind: sharded }`, or another policy."
                : "Write `topology: { kind: replicated }`, or `clusteringPolicy: OSSCluster`.",
          },
        ]),
    ...(policy === "NoCluster" && gigabytesOf(sku) > REDIS_MOST_WITHOUT_SHARDS
      ? [
          {
            path,
            code: "CACHE_CLUSTERING",
            message: `Without shards a cache has ${REDIS_MOST_WITHOUT_SHARDS} GB at most, and ${sku} has more.`,
            remedy: "Choose a smaller size, or another policy.",
          },
        ]
      : []),
    ...(policy === "EnterpriseCluster"
      ? services.flatMap(({ preset, name }, index) =>
          preset === "celery"
            ? [
                {
                  path: ["services", index, "preset"],
                  code: "CACHE_CELERY_SHARDED",
                  message: `Celery cannot use shards ('EnterpriseCluster'): '${name}' would be refused with CROSSSLOT.`,
                  remedy: "Write `clusteringPolicy: NoCluster`.",
                },
              ]
            : [],
        )
      : []),
  ];
}

function checkTopology({ topology }: CheckedManagedRedis): readonly SectionProblem[] {
  if (topology.kind === "serverless") {
    return [
      cannot(["topology", "kind"], "Azure has no cache without nodes.", "Write `kind: replicated`, or `sharded`."),
    ];
  }
  return [
    ...(topology.replicas > 1
      ? [
          cannot(
            ["topology", "replicas"],
            `Azure Managed Redis keeps one copy of each node, not ${topology.replicas}.`,
            `Write 1, or ${IN_CLUSTER}.`,
          ),
        ]
      : []),
    ...(topology.kind === "sharded"
      ? [
          {
            path: ["topology", "shards"],
            code: "CACHE_SHARDS",
            severity: "warning" as const,
            message: "How many shards there are Azure decides by the size; `shards` counts elsewhere alone.",
          },
        ]
      : []),
  ];
}

/** What has a meaning only elsewhere is refused, not dropped. */
function checkSettings({
  version,
  parameters,
  allow,
  maintenanceWindow,
}: CheckedManagedRedis): readonly SectionProblem[] {
  return [
    ...(version === DEFAULT_VALKEY_VERSION
      ? []
      : [cannot(["version"], "Azure Managed Redis has a version of its own.", `Take it out, or write ${IN_CLUSTER}.`)]),
    ...Object.keys(parameters)
      .filter((name) => name !== "maxmemory-policy")
      .map((name) =>
        cannot(
          ["parameters", name],
          `Azure Managed Redis takes no parameters but the policy of eviction, and so no '${name}'.`,
          `Take it out, or write ${IN_CLUSTER}.`,
        ),
      ),
    ...(allow === undefined
      ? []
      : [
          cannot(
            ["allow"],
            "A private endpoint is reached from the whole network, and from nowhere else.",
            `Take it out, or write ${IN_CLUSTER}.`,
          ),
        ]),
    ...(maintenanceWindow === undefined
      ? []
      : [
          cannot(
            ["maintenanceWindow"],
            "azurerm 4.55 tells Azure Managed Redis no maintenance window.",
            `Take it out, or write ${IN_CLUSTER}.`,
          ),
        ]),
  ];
}

/**
 * Whoever logs in does so by the cache's key, and reaches everything in it. So does whoever is let in by Entra ID, which azurerm can from 4.60 on:
 * limits of an assignment are of the API 2026-05-01-preview (learn.microsoft.com/azure/redis/configure-access-permissions), which none speaks.
 */
function checkServices({ services = [] }: CheckedManagedRedis): readonly SectionProblem[] {
  const why = "Azure Managed Redis has one key for all who log in (azurerm 4.55)";
  if (services.length > 1) {
    return [
      cannot(
        ["services"],
        `${why}: ${services.length} services would reach each other's keys.`,
        `Write ${IN_CLUSTER}, or an entry for each of them.`,
      ),
    ];
  }
  return services.flatMap((service, index) =>
    limits(service).map((field) =>
      cannot(
        ["services", index, field],
        `${why}: '${service.name}' is not held to its '${field}'.`,
        `Take it out, or write ${IN_CLUSTER}.`,
      ),
    ),
  );
}

const limits = ({ keys, channels, access }: CacheService): readonly string[] => [
  ...(keys === undefined ? [] : ["keys"]),
  ...(channels === undefined ? [] : ["channels"]),
  ...(access === "read" ? ["access"] : []),
];
