/** What is taken over into the file becomes what was real: each field, through the app itself. */
import { edited } from "./helpers/edited";
import * as fs from "node:fs";
import * as path from "node:path";
import { facts } from "../src/facts";
import { setInText } from "../src/operations/drift/edit-yaml";
import type { Value } from "../src/operations/plan-model";
import { synth } from "../src/operations/synth";
import { DEV, writeProject } from "./helpers/project";

/** A real value that differs from what the file's defaults make. */
const REAL: Readonly<Record<string, Value>> = {
  "aws_db_instance allocated_storage": 50,
  "aws_db_instance max_allocated_storage": 333,
  "aws_db_instance instance_class": "db.m7g.large",
  "aws_db_instance multi_az": true,
  "aws_db_instance backup_retention_period": 21,
  "aws_db_instance backup_window": "02:00-03:00",
  "aws_db_instance maintenance_window": "mon:05:00-mon:06:00",
  "aws_db_instance deletion_protection": true,
  "aws_db_instance database_insights_mode": "advanced",
  "aws_db_instance engine_version": "16",
  "aws_elasticache_replication_group node_type": "cache.r7g.large",
  "aws_elasticache_replication_group num_cache_clusters": 3,
  "aws_elasticache_replication_group engine_version": "8.0",
  "aws_elasticache_replication_group snapshot_retention_limit": 9,
  "aws_elasticache_replication_group snapshot_window": "02:00-03:00",
  "aws_elasticache_replication_group maintenance_window": "mon:05:00-mon:06:00",
  "aws_eks_cluster version": "1.34",
  "aws_mq_broker host_instance_type": "mq.m7g.xlarge",
  "aws_mq_broker engine_version": "3.13",
  "aws_mq_broker deployment_mode": "CLUSTER_MULTI_AZ",
  "aws_eks_node_group scaling_config[0].min_size": 2,
  "aws_eks_node_group scaling_config[0].max_size": 7,
  "aws_eks_node_group capacity_type": "SPOT",
  "kubernetes_persistent_volume_claim_v1 spec[0].resources[0].requests.storage": "33Gi",
};

const FROM: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ["databases", "orders"],
  aws_elasticache_replication_group: ["redis", "jobs"],
  aws_mq_broker: ["rabbitmq", "events"],
  aws_eks_cluster: ["cluster"],
  aws_eks_node_group: ["cluster", "pools", "batch"],
  kubernetes_persistent_volume_claim_v1: ["redis", "relay"],
};

// Those of Azure: file-fields-azure.test.ts.
const FILE_FIELDS = facts.fileFields.filter(({ type }) => !type.startsWith("azurerm_"));

const START = edited(
  edited(
    DEV,
    "databases: [{ name: orders }]",
    "databases: [{ name: orders, size: small }]\nrabbitmq: [{ name: events, size: small }]\nredis: [{ name: jobs, use: queue }, { name: relay, use: queue, runs: in-cluster }]",
  ),
  "cluster:\n",
  "cluster:\n  pools: [{ name: system }, { name: batch }]\n",
);

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

describe("the fields of the file", () => {
  let resources: Resources;
  let folder: string;

  beforeAll(async () => {
    let text = START;
    for (const { type, attribute, field, value, combined } of FILE_FIELDS) {
      const real = REAL[`${type} ${attribute}`] ?? null;
      const everywhere = new Map(["eu-west-1a", "eu-west-1b"].map((zone) => [zone, Number(real)]));
      const said = combined ? (combined(everywhere) ?? null) : value ? (value(real) ?? null) : real;
      text = setInText(text, { within: FROM[type] ?? [], field, value: said }) ?? "";
    }
    folder = writeProject({ dev: text });
    const { stacks } = await synth({ project: folder });
    resources = {};
    for (const stack of stacks) {
      const { resource } = JSON.parse(fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8")) as {
        resource: Resources;
      };
      resources = { ...resources, ...resource };
    }
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("all have a value to try", () => {
    expect(FILE_FIELDS.map(({ type, attribute }) => `${type} ${attribute}`).sort()).toEqual(Object.keys(REAL).sort());
  });

  it.each(FILE_FIELDS.map(({ type, attribute }) => [type, attribute] as const))("%s %s", (type, attribute) => {
    const name = Object.keys(resources[type] ?? {}).find(
      (one) => type !== "aws_eks_node_group" || one.includes("batch"),
    );
    const block = resources[type]?.[name ?? ""];
    const found = attribute
      .split(/\[0\]\.|\./)
      .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], block);
    expect(found).toEqual(REAL[`${type} ${attribute}`]);
  });
});
