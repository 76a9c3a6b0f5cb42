/** What is told of a change on AWS, and what is taken over into, is called as the environment file calls it. */
import { type Field, type FileOfFields, type Side, testFieldsOf } from "./fields-of-the-file";

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

const NO_FIELDS = ["instance class", "instance type", "node type", "nodes", "add-on version"];

/** The file with all fields as they are before, or after. */
function fileOf(side: Side, section: Parameters<FileOfFields["file"]>[1]): ReturnType<FileOfFields["file"]> {
  const general = { name: "general", ...section("cluster.pools.general") };
  const hostOf = { before: "dev.example.org", after: "dev.example.com" };
  return {
    name: "dev",
    target: "eks",
    profile: "minimal",
    owner: "platform-team",
    aws: {
      account: "123456789012",
      region: "eu-west-1",
      admins: ["arn:aws:iam::123456789012:role/platform-admin"],
    },
    network: section("network"),
    cluster: {
      // One that is not tainted, for the cluster's own pods.
      pools: [{ name: "open" }, general],
      ...section("cluster"),
    },
    databases: [{ name: "orders", ...section("databases.orders") }],
    rabbitmq: ["events", "queues"].map((name) => ({ name, ...section(`rabbitmq.${name}`) })),
    redis: [
      { name: "jobs", use: "queue", ...section("redis.jobs") },
      { name: "tasks", use: "queue", runs: "in-cluster", ...section("redis.tasks") },
    ],
    ingress: { host: hostOf[side], ...section("ingress") },
  };
}

testFieldsOf({
  fields: FIELDS,
  noFields: NO_FIELDS,
  file: fileOf,
  judges: (type) => !type.startsWith("azurerm_"),
});
