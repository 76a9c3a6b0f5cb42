/**
 * What is told of a change, and what a drifted value is taken over into, is called as the environment file calls it: every
 * field is changed in the file, and looked for in what is told.
 */
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { readPlan, type ResourceChange, type Value } from "../../../src/operations/plan-model";
import { summaryOf } from "../../../src/operations/review/describe-entry";
import { valuesAt } from "../../../src/model/plan-values";
import { synth } from "../../../src/operations/synth";
import { loadSchema, schemaNames } from "../../../src/schemas/load";
import type { BlockSchema } from "../../../src/schemas/provider-schema";
import { writeProject } from "../../helpers/project";
import { planOf } from "../plan-model/plans";
import { change } from "../risk/changes";

type Json = { readonly [key: string]: unknown };
type Side = "before" | "after";

/** A field (a path within the thing), what it says before and after, and how that is told where it is not as the file has it. */
interface Field {
  readonly thing: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly told?: string;
}

const key = (number: number): string =>
  `arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-00000000000${number}`;

const FIELDS: readonly Field[] = [
  { thing: "databases.orders", field: "version", before: "16", after: "17" },
  { thing: "databases.orders", field: "allowMajorUpgrade", before: false, after: true },
  {
    thing: "databases.orders",
    field: "aws.instanceClass",
    before: "db.m7g.large",
    after: "db.r7g.large",
    told: "instance class db.m7g.large → db.r7g.large",
  },
  { thing: "databases.orders", field: "storage", before: 20, after: 50, told: "storage 20 → 50 GiB" },
  { thing: "databases.orders", field: "maxStorage", before: 70, after: 300, told: "maxStorage 70 → 300 GiB" },
  { thing: "databases.orders", field: "highAvailability", before: false, after: true },
  { thing: "databases.orders", field: "backupDays", before: 8, after: 9 },
  { thing: "databases.orders", field: "aws.insights", before: "standard", after: "advanced" },
  { thing: "databases.orders", field: "protected", before: false, after: true },
  { thing: "databases.orders", field: "passwordRevision", before: 1, after: 2 },
  { thing: "databases.orders", field: "aws.rotateAdminAfterDays", before: 30, after: 60 },
  { thing: "databases.orders", field: "aws.encryptionKey", before: key(1), after: key(2) },
  { thing: "databases.orders", field: "aws.backupWindow", before: "01:00-02:00", after: "02:00-03:00" },
  {
    thing: "databases.orders",
    field: "maintenanceWindow",
    before: "sat:03:00-sat:04:00",
    after: "sun:03:00-sun:04:00",
  },
  {
    thing: "databases.orders",
    field: "parameters",
    before: { work_mem: "1" },
    after: { work_mem: "2" },
    told: "parameters 1 → 2",
  },
  {
    thing: "rabbitmq.events",
    field: "aws.instanceType",
    before: "mq.m7g.medium",
    after: "mq.m7g.large",
    told: "instance type mq.m7g.medium → mq.m7g.large",
  },
  { thing: "rabbitmq.events", field: "version", before: "3.13", after: "4.2" },
  { thing: "rabbitmq.events", field: "aws.applyImmediately", before: false, after: true },
  { thing: "rabbitmq.events", field: "aws.encryptionKey", before: key(1), after: key(2) },
  {
    thing: "rabbitmq.queues",
    field: "highAvailability",
    before: false,
    after: true,
    told: "highAvailability SINGLE_INSTANCE → CLUSTER_MULTI_AZ",
  },
  {
    thing: "redis.jobs",
    field: "aws.nodeType",
    before: "cache.t4g.medium",
    after: "cache.r7g.large",
    told: "node type cache.t4g.medium → cache.r7g.large",
  },
  { thing: "redis.jobs", field: "version", before: "8.0", after: "8.1" },
  { thing: "redis.jobs", field: "topology.replicas", before: 1, after: 2, told: "nodes 2 → 3" },
  { thing: "redis.jobs", field: "aws.snapshotDays", before: 5, after: 9, told: "aws.snapshotDays 5 → 9 days" },
  { thing: "redis.jobs", field: "aws.snapshotWindow", before: "01:00-02:00", after: "02:00-03:00" },
  { thing: "redis.jobs", field: "maintenanceWindow", before: "sat:03:00-sat:04:00", after: "sun:03:00-sun:04:00" },
  { thing: "redis.jobs", field: "aws.encryptionKey", before: key(1), after: key(2) },
  { thing: "redis.tasks", field: "storage", before: 5, after: 9, told: "storage 5Gi → 9Gi" },
  { thing: "cluster", field: "version", before: "1.34", after: "1.35" },
  { thing: "cluster", field: "serviceCidr", before: "172.20.0.0/16", after: "172.21.0.0/16" },
  {
    thing: "cluster",
    field: "api.public.cidrs",
    before: ["203.0.113.0/24"],
    after: ["198.51.100.0/24"],
    told: "api.public.cidrs 203.0.113.0/24 → 198.51.100.0/24",
  },
  { thing: "cluster.pools.general", field: "spot", before: false, after: true, told: "spot ON_DEMAND → SPOT" },
  { thing: "cluster.pools.general", field: "disk", before: 30, after: 60, told: "disk 30 → 60 GiB" },
  {
    thing: "cluster.pools.general",
    field: "taints",
    before: [{ key: "for", value: "jobs", effect: "NoSchedule" }],
    after: [{ key: "for", value: "batch", effect: "NoSchedule" }],
    told: "taints jobs → batch",
  },
  { thing: "network", field: "cidr", before: "10.0.0.0/16", after: "10.8.0.0/16" },
  {
    thing: "ingress",
    field: "allow",
    before: ["203.0.113.0/24"],
    after: ["198.51.100.0/24"],
    told: "allow 203.0.113.0/24 → 198.51.100.0/24",
  },
  { thing: "ingress", field: "rateLimit.average", before: 10, after: 20 },
  { thing: "ingress", field: "rateLimit.burst", before: 30, after: 40 },
  { thing: "ingress", field: "dnsZone.name", before: "example.org", after: "example.com" },
];

/** What is called by people's words: the file has several fields for the one, and none for the other. */
const NO_FIELDS = ["instance class", "instance type", "node type", "nodes", "add-on version"];

/** The file with all fields as they are before, or after. */
function fileOf(side: Side): string {
  const general = { name: "general", ...sectionOf("cluster.pools.general", side) };
  const hostOf = { before: "dev.example.org", after: "dev.example.com" };
  return JSON.stringify({
    name: "dev",
    target: "eks",
    profile: "minimal",
    owner: "platform-team",
    aws: {
      account: "123456789012",
      region: "eu-west-1",
      admins: ["arn:aws:iam::123456789012:role/platform-admin"],
    },
    network: sectionOf("network", side),
    cluster: {
      // One that is not tainted, for the cluster's own pods.
      pools: [{ name: "open" }, general],
      ...sectionOf("cluster", side),
    },
    databases: [{ name: "orders", ...sectionOf("databases.orders", side) }],
    rabbitmq: ["events", "queues"].map((name) => ({ name, ...sectionOf(`rabbitmq.${name}`, side) })),
    redis: [
      { name: "jobs", use: "queue", ...sectionOf("redis.jobs", side) },
      { name: "tasks", use: "queue", runs: "in-cluster", ...sectionOf("redis.tasks", side) },
    ],
    ingress: { host: hostOf[side], ...sectionOf("ingress", side) },
  });
}

function sectionOf(thing: string, side: Side): Json {
  const section: Record<string, unknown> = {};
  for (const { field, [side]: value } of FIELDS.filter((one) => one.thing === thing)) {
    const steps = field.split(".");
    const last = steps.pop() ?? "";
    const inner = steps.reduce<Record<string, unknown>>(
      (at, step) => (at[step] ??= {}) as Record<string, unknown>,
      section,
    );
    inner[last] = value;
  }
  return section;
}

interface Resource {
  readonly type: string;
  /** The thing of the file that it comes from. */
  readonly thing: string;
  readonly values: Json;
}

const BLOCKS = new Map(schemaNames().flatMap((name) => Object.entries(loadSchema(name).resources)));

async function synthesized(side: Side): Promise<ReadonlyMap<string, Resource>> {
  const project = writeProject({ dev: fileOf(side) });
  const { stacks } = await synth({ project });
  const found = stacks.flatMap(({ folder }) => resourcesIn(path.join(folder, "cdk.tf.json")));
  fs.rmSync(project, { recursive: true });
  return new Map(found);
}

function resourcesIn(file: string): readonly (readonly [string, Resource])[] {
  // In a plan, what other stacks give is known.
  const resolved = (_: string, value: unknown): unknown =>
    typeof value === "string" ? value.replace(/\$\{[^}]*\}/g, "known") : value;
  const { resource = {} } = JSON.parse(fs.readFileSync(file, "utf8"), resolved) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  };
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { "//": notes, ...values }]) => {
      const thing = (notes as { readonly environment?: { readonly path: string } }).environment?.path ?? "";
      const schema = BLOCKS.get(type);
      return [`${type}.${name}`, { type, thing, values: schema ? asInState(values, schema) : values }] as const;
    }),
  );
}

/** Blocks are lists there, also where they are written as one. */
function asInState(values: Json, { blocks }: BlockSchema): Json {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const nested = blocks[name];
      return [name, nested ? [value].flat().map((one) => asInState(one as Json, nested.block)) : value];
    }),
  );
}

let changes: readonly ResourceChange[];
const after = new Map<string, Resource>();

beforeAll(async () => {
  const before = await synthesized("before");
  for (const [address, resource] of await synthesized("after")) after.set(address, resource);
  const changed = [...after].flatMap(([address, { type, values }]) => {
    const old = before.get(address);
    return old === undefined ? [] : [{ ...change(type, old.values, values), address }];
  });
  changes = readPlan(planOf(changed)).changes;
});

const at = (thing: string): readonly ResourceChange[] =>
  changes.filter(({ address }) => after.get(address)?.thing === thing);

test.each(FIELDS)("$thing: $field is called so", ({ thing, field, told, before, after: now }) => {
  expect(summaryOf(thing, at(thing), facts)).toContain(told ?? `${field} ${String(before)} → ${String(now)}`);
});

test("nothing is told by another name", () => {
  const names = [...FIELDS.map(({ field }) => field), ...NO_FIELDS];
  const lines = [...new Set(FIELDS.map(({ thing }) => thing))].flatMap((thing) => summaryOf(thing, at(thing), facts));

  expect(lines.filter((line) => !names.some((name) => line.startsWith(`${name} `)))).toEqual([]);
});

// What is divided over several resources is tried in take-over.test.ts.
test.each(facts.fileFields.filter(({ combined }) => !combined))(
  "$field takes over what $type is said to be at $attribute",
  ({ type, attribute, ...file }) => {
    const places = attribute.replace(/\[\d+\]/g, "");
    const found = FIELDS.filter(({ field }) => field === file.field).flatMap(({ thing, after: now }) =>
      [...after.values()]
        .filter((resource) => resource.type === type && resource.thing === thing)
        .flatMap(({ values }) => valuesAt(values as Value, places))
        .map((real) => [file.value ? file.value(real) : real, now]),
    );

    expect(found.length).toBeGreaterThan(0);
    for (const [taken, now] of found) expect(taken).toEqual(now);
  },
);
