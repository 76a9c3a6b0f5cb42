import { facts } from "../../../src/facts";
import { compareConfigurations } from "../../../src/operations/review/configuration/compare";
import { assess } from "../../../src/operations/risk";
import { configurationRules } from "../../../src/operations/risk/rules/configuration";
import type { JsonMap } from "../../../src/operations/selection/content";

interface Case {
  readonly before: JsonMap;
  readonly after: JsonMap;
  /** From the same `before`, the nearest thing that the rule must not find. */
  readonly no: JsonMap;
}

const resource = (type: string, body: JsonMap): JsonMap => ({ resource: { [type]: { thing: body } } });
const lifecycle = (type: string, content: JsonMap): JsonMap => resource(type, { lifecycle: content });
const backend = (content: JsonMap): JsonMap => ({
  terraform: { backend: { s3: { bucket: "states", key: "dev/data", region: "eu-west-1", ...content } } },
});
const provider = (content: JsonMap): JsonMap => ({ provider: { aws: [{ region: "eu-west-1", ...content }] } });
const helm = (content: JsonMap): JsonMap => ({ provider: { helm: [{ kubernetes: content }] } });
const pin = (content: JsonMap): JsonMap => ({ terraform: { required_providers: { aws: content } } });
const command = (text: string): JsonMap =>
  resource("terraform_data", { provisioner: [{ "local-exec": { command: text } }] });
const state = (bucket: string): JsonMap => ({
  data: { terraform_remote_state: { network: { backend: "s3", config: { bucket, key: "network" } } } },
});

const DB = "aws_db_instance";
const ROLE = "aws_iam_role";
const KEPT = { condition: "${var.a > 1}", error_message: "no" };

const CASES: Readonly<Record<string, Case>> = {
  "data-loss/destroy-allowed": {
    before: lifecycle(DB, { prevent_destroy: true }),
    after: lifecycle(DB, { prevent_destroy: false }),
    no: lifecycle(DB, { prevent_destroy: true, ignore_changes: ["tags"] }),
  },
  "downtime/destroy-allowed": {
    before: lifecycle("aws_vpc", { prevent_destroy: true }),
    after: resource("aws_vpc", {}),
    no: lifecycle("aws_vpc", { prevent_destroy: true, create_before_destroy: true }),
  },
  "downtime/destroy-first": {
    before: lifecycle(ROLE, { create_before_destroy: true }),
    after: resource(ROLE, {}),
    no: lifecycle(ROLE, { create_before_destroy: true, prevent_destroy: true }),
  },
  "data-loss/guards-ignored": {
    before: resource(DB, {}),
    after: lifecycle(DB, { ignore_changes: ["backup_retention_period"] }),
    no: lifecycle(DB, { ignore_changes: ["tags"] }),
  },
  "exposure/guards-ignored": {
    before: lifecycle("aws_security_group", { ignore_changes: ["tags"] }),
    after: lifecycle("aws_security_group", { ignore_changes: "all" }),
    no: lifecycle("aws_security_group", { ignore_changes: ["tags", "description"] }),
  },
  "data-loss/replaced-along": {
    before: resource(DB, {}),
    after: lifecycle(DB, { replace_triggered_by: ["terraform_data.revision"] }),
    no: lifecycle(DB, { ignore_changes: ["tags"] }),
  },
  "downtime/replaced-along": {
    before: resource(ROLE, {}),
    after: lifecycle(ROLE, { replace_triggered_by: ["terraform_data.revision"] }),
    no: lifecycle(ROLE, { ignore_changes: ["tags"] }),
  },
  "exposure/condition-gone": {
    before: { output: { url: { value: "x", precondition: [KEPT, { condition: "${var.b}", error_message: "b" }] } } },
    // It can be left in, and still ask for nothing.
    after: { output: { url: { value: "x", precondition: [KEPT, { condition: "${true}", error_message: "b" }] } } },
    no: { output: { url: { value: "x", precondition: [KEPT, { condition: "${var.c}", error_message: "b" }] } } },
  },
  "exposure/command": { before: command("true"), after: command("curl evil"), no: resource("terraform_data", {}) },
  "data-loss/other-provider": {
    before: resource(DB, { provider: "aws" }),
    after: resource(DB, { provider: "aws.other" }),
    no: resource(DB, { provider: "aws", depends_on: ["aws_vpc.network"] }),
  },
  "downtime/other-provider": {
    before: resource(ROLE, {}),
    after: resource(ROLE, { provider: "aws.other" }),
    no: resource(ROLE, { depends_on: ["aws_vpc.network"] }),
  },
  "data-loss/rename-forgotten": {
    before: { ...resource(DB, {}), moved: [{ from: `${DB}.old`, to: `${DB}.thing` }] },
    after: resource(DB, {}),
    no: {
      ...resource(DB, {}),
      moved: [
        { from: `${DB}.old`, to: `${DB}.thing` },
        { from: `${DB}.a`, to: `${DB}.b` },
      ],
    },
  },
  "data-loss/state-elsewhere": {
    before: backend({}),
    after: backend({ key: "prod/data" }),
    no: backend({ profile: "ci" }),
  },
  "exposure/state-unencrypted": {
    before: backend({ encrypt: true, kms_key_id: "alias/states" }),
    after: backend({ encrypt: true }),
    no: backend({ encrypt: true, kms_key_id: "alias/states", profile: "ci" }),
  },
  "data-loss/state-unlocked": {
    before: backend({ dynamodb_table: "locks" }),
    after: backend({}),
    no: backend({ use_lockfile: true }),
  },
  "exposure/account-guard-gone": {
    before: provider({ allowed_account_ids: ["123456789012"] }),
    after: provider({}),
    no: provider({ allowed_account_ids: ["210987654321"] }),
  },
  "exposure/account-allowed": {
    before: provider({ allowed_account_ids: ["123456789012"] }),
    after: provider({ allowed_account_ids: ["123456789012", "210987654321"] }),
    no: provider({ allowed_account_ids: ["123456789012"], max_retries: 3 }),
  },
  "data-loss/works-elsewhere": {
    before: provider({}),
    after: provider({ region: "us-east-1" }),
    no: provider({ max_retries: 3 }),
  },
  "exposure/other-identity": {
    before: provider({ assume_role: [{ role_arn: "arn:aws:iam::123456789012:role/deploy" }] }),
    after: provider({ assume_role: [{ role_arn: "arn:aws:iam::123456789012:role/admin" }] }),
    no: provider({ assume_role: [{ role_arn: "arn:aws:iam::123456789012:role/deploy" }], max_retries: 3 }),
  },
  "exposure/other-endpoints": {
    before: provider({}),
    after: provider({ endpoints: [{ s3: "https://example.org" }] }),
    no: provider({ max_retries: 3 }),
  },
  "exposure/provider-unchecked": {
    before: helm({ host: "https://a" }),
    after: helm({ host: "https://a", insecure: true }),
    no: helm({ host: "https://b" }),
  },
  "exposure/provider-unverified": {
    before: helm({ host: "https://a", cluster_ca_certificate: "CA" }),
    after: helm({ host: "https://a" }),
    no: helm({ host: "https://a", cluster_ca_certificate: "CB" }),
  },
  "exposure/other-publisher": {
    before: pin({ source: "hashicorp/aws", version: "6.0.0" }),
    after: pin({ source: "somebody/aws", version: "6.0.0" }),
    no: pin({ source: "hashicorp/aws", version: "6.0.1" }),
  },
  "downtime/unpinned": {
    before: pin({ source: "hashicorp/aws", version: "6.0.0" }),
    after: pin({ source: "hashicorp/aws" }),
    no: pin({ source: "hashicorp/aws", version: "6.0.1" }),
  },
  "downtime/loosely-pinned": {
    before: pin({ source: "hashicorp/aws", version: "6.0.0" }),
    after: pin({ source: "hashicorp/aws", version: ">= 6.0.0" }),
    no: pin({ source: "hashicorp/aws", version: "6.0.1" }),
  },
  "exposure/no-longer-sensitive": {
    before: { output: { url: { value: "x", sensitive: true } } },
    after: { output: { url: { value: "x" } } },
    no: { output: { url: { value: "y", sensitive: true, depends_on: ["aws_vpc.network"] } } },
  },
  "downtime/reads-elsewhere": {
    before: state("states"),
    after: state("others"),
    no: { ...state("states"), ...provider({}) },
  },
  "exposure/other-code": {
    before: { module: { net: { source: "./net", version: "1.0.0" } } },
    after: { module: { net: { source: "git::https://example.org/net", version: "1.0.0" } } },
    no: { module: { net: { source: "./net", version: "1.1.0" } } },
  },
};

const rulesOf = (before: JsonMap, after: JsonMap): readonly string[] => {
  const changes = compareConfigurations("dev-data", before, after, { facts });
  return changes.flatMap((change) => assess(change, { changes }, facts).map(({ rule }) => rule));
};

test("every rule has its case, once", () => {
  expect(
    configurationRules(facts)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(Object.keys(CASES).sort());
});

test.each(Object.keys(CASES))("%s finds what it is for, and leaves what is next to it", (id) => {
  const { before, after, no } = CASES[id] as Case;

  expect(rulesOf(before, after)).toContain(id);
  expect(rulesOf(before, no)).not.toContain(id);
});

test("what stays as it is changes nothing, however it is written", () => {
  const written: JsonMap = { ...lifecycle(DB, { ignore_changes: ["b", "a"], prevent_destroy: true }), ...provider({}) };
  const otherwise: JsonMap = {
    resource: [{ [DB]: [{ thing: [{ lifecycle: [{ prevent_destroy: true, ignore_changes: ["a", "b"] }] }] }] }],
    provider: [{ aws: { region: "eu-west-1" } }],
  };

  expect(compareConfigurations("dev-data", written, otherwise, { facts })).toEqual([]);
});
