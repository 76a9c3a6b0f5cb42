/** What ElastiCache adds to the section `redis`: defaults and checks of its own block, and limits of what the file says above it. */
import type { SectionProblem, TargetPart } from "../../../model/component";
import { cacheNodesIn, knowsCacheNode, offersCacheNode } from "../../../targets/eks/cache-nodes";
import { existingKeys } from "../../kit/existing-key";
import { windowMinutes, windowsOverlap } from "../../kit/windows";
import { atEntry } from "../../kit/at-entry";
import { fieldOf } from "../../kit/field-of";
import type { CacheSection, RedisSection } from "../section";
import { ELASTICACHE_NAME_LENGTH, MAX_NODES, nodeTypeOf, WINDOWS } from "./elasticache-facts";

export const awsCachePart: TargetPart<RedisSection> = {
  defaults: ({ profile }, given: unknown) =>
    Array.isArray(given)
      ? given.map((entry: unknown) => ({
          aws: fieldOf(entry, "use") === "cache" ? { snapshotDays: 1 } : profile === "full" ? { snapshotDays: 14 } : {},
        }))
      : undefined,
  check: (entries, { facts, sections }) =>
    entries.flatMap((entry, index) =>
      entry.runs === "managed"
        ? atEntry(index, [
            ...checkName(entry, facts.name),
            ...checkElasticache(entry, facts.region),
            ...checkApi(sections["network"]),
          ])
        : atEntry(index, checkUnused(entry)),
    ),
  existing: (entries) => existingKeys(...entries.map(({ aws }) => aws.encryptionKey)),
};

/** What only ElastiCache has. */
function checkUnused({ use, aws }: Pick<CacheSection, "use" | "aws">): readonly SectionProblem[] {
  return (["nodeType", "snapshotWindow", "encryptionKey"] as const)
    .filter((field) => aws[field] !== undefined)
    .map((field) => ({
      path: ["aws", field],
      at: "key",
      code: "CACHE_FIELD_MISPLACED",
      message: `'aws.${field}' is ElastiCache's, and means nothing of a ${use} that runs in the cluster.`,
      remedy: "Take it out.",
    }));
}

/** Passwords are set through ElastiCache's API, from pods; no private endpoint of a network leads there. */
function checkApi(network: unknown): readonly SectionProblem[] {
  if (fieldOf(network, "nat") !== "none") return [];
  return [
    {
      path: [],
      code: "CACHE_API_UNREACHABLE",
      message:
        "Without a way to the internet (`network.nat: none`) nothing in the cluster reaches ElastiCache's API, by which passwords are set.",
      remedy: "Write `network: { nat: single }`, or `per-zone`.",
      cause: "CACHE_API_UNREACHABLE",
    },
  ];
}

type CheckedCache = Pick<
  CacheSection,
  "name" | "use" | "version" | "topology" | "parameters" | "maintenanceWindow" | "aws"
>;

/** What ElastiCache refuses of a cache: of an entry of the file, and of a construct's props. */
export function checkElasticache(cache: CheckedCache, region: string): readonly SectionProblem[] {
  return cache.topology.kind === "serverless"
    ? checkServerless(cache)
    : [...checkNodeType(cache, region), ...checkNodes(cache), ...checkWindows(cache)];
}

/** What a cache without nodes does not have is refused, not dropped. */
function checkServerless({ use, parameters, aws }: CheckedCache): readonly SectionProblem[] {
  return [
    ...(use === "queue"
      ? [
          {
            path: ["use"],
            code: "TARGET_CANNOT",
            message:
              "A serverless cache evicts what has an expiry (volatile-lru) and cannot be told not to: it is no place for a queue.",
            remedy: "Write `topology: { kind: replicated }`, or `use: cache`.",
          },
        ]
      : []),
    ...Object.keys(parameters).map((parameter): SectionProblem => ({
      path: ["parameters", parameter],
      at: "key",
      code: "TARGET_CANNOT",
      message: `A serverless cache takes no parameters, and so no '${parameter}'.`,
      remedy: "Take it out, or write `topology: { kind: replicated }`.",
    })),
    ...(aws.nodeType === undefined
      ? []
      : [
          {
            path: ["aws", "nodeType"],
            at: "key" as const,
            code: "CACHE_FIELD_MISPLACED",
            message: "A serverless cache has no nodes, and so no type of them.",
            remedy: "Take it out.",
          },
        ]),
    ...tooShort(aws.snapshotWindow, WINDOWS.snapshot, ["aws", "snapshotWindow"]),
  ];
}

function checkNodeType({ topology, aws: { nodeType } }: CheckedCache, region: string): readonly SectionProblem[] {
  if (topology.kind === "serverless") return [];
  const problem = (path: readonly string[], message: string): readonly SectionProblem[] => [
    {
      path,
      code: "CACHE_NODE_TYPE",
      message,
      remedy: `Known in '${region}' are: ${cacheNodesIn(region).join(", ") || "none"}.`,
    },
  ];
  if (nodeType === undefined) {
    const meant = nodeTypeOf(topology.size, region);
    return offersCacheNode(region, meant)
      ? []
      : problem(["topology", "size"], `'${topology.size}' would be ${meant}, which '${region}' does not offer.`);
  }
  if (!knowsCacheNode(nodeType)) {
    return problem(["aws", "nodeType"], `'${nodeType}' is no node type of ElastiCache's present generations.`);
  }
  return offersCacheNode(region, nodeType)
    ? []
    : problem(["aws", "nodeType"], `The region '${region}' does not offer '${nodeType}'.`);
}

function checkNodes({ topology }: CheckedCache): readonly SectionProblem[] {
  if (topology.kind !== "sharded") return [];
  const nodes = topology.shards * (topology.replicas + 1);
  if (nodes <= MAX_NODES) return [];
  return [
    {
      path: ["topology", "shards"],
      code: "CACHE_NODES",
      message: `${topology.shards} shards with ${topology.replicas} copies each are ${nodes} nodes, of which ElastiCache allows ${MAX_NODES}.`,
      remedy: "Take fewer shards or copies, or larger nodes.",
    },
  ];
}

function checkWindows({ maintenanceWindow, aws: { snapshotWindow } }: CheckedCache): readonly SectionProblem[] {
  const found = [
    ...tooShort(maintenanceWindow, WINDOWS.maintenance, ["maintenanceWindow"]),
    ...tooShort(snapshotWindow, WINDOWS.snapshot, ["aws", "snapshotWindow"]),
  ];
  if (found.length > 0 || maintenanceWindow === undefined || snapshotWindow === undefined) return found;
  if (!windowsOverlap(snapshotWindow, maintenanceWindow)) return [];
  return [
    {
      path: ["aws", "snapshotWindow"],
      code: "CACHE_WINDOW",
      message: `Snapshots at ${snapshotWindow} meet the maintenance window ${maintenanceWindow}: ElastiCache refuses that.`,
      remedy: "Move one of them.",
    },
  ];
}

function tooShort(window: string | undefined, least: number, path: readonly string[]): readonly SectionProblem[] {
  if (window === undefined || windowMinutes(window) >= least) return [];
  const message = `The window ${window} has ${windowMinutes(window)} minutes; ElastiCache needs ${least} at least.`;
  return [{ path, code: "CACHE_WINDOW", message }];
}

function checkName({ name }: Pick<CacheSection, "name">, environment: string): readonly SectionProblem[] {
  const id = `${environment}-${name}`;
  const excess = id.length - ELASTICACHE_NAME_LENGTH;
  if (excess <= 0) return [];
  return [
    {
      path: ["name"],
      code: "CACHE_NAME_TOO_LONG",
      message: `It would be called '${id}': ${id.length} characters, of which ElastiCache allows ${ELASTICACHE_NAME_LENGTH}.`,
      remedy: `Take ${excess} off the name.`,
    },
  ];
}
