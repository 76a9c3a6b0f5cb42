import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import type { DriftResult } from "../../../src/operations/drift/drift-result";
import { driftJsonSchema, driftSchema } from "../../../src/operations/drift/result-schema";

const committed: unknown = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, "../../../schema/drift.schema.json"), "utf8"),
);

const located = {
  environment: "dev",
  stack: "dev-data",
  component: "databases",
  address: "aws_db_instance.databases_orders",
  type: "aws_db_instance",
  source: { file: "environment.yaml", path: "databases.orders", line: 1, column: 2 },
};
const attribute = { path: "allocated_storage", before: 20, after: 50, sensitive: false };
const problem = { code: "X", message: "x", place: { file: "f", line: 1 }, remedy: "r" };
const object = { environment: "dev", type: "aws_vpc", id: "vpc-1", name: "n", realm: "aws" };

/** One of everything. */
const everything: DriftResult = {
  schemaVersion: 2,
  ok: false,
  verdict: "drift",
  drift: true,
  simulated: true,
  terraform: { product: "terraform", version: "1.11.4" },
  environments: ["dev"],
  stacks: [
    {
      name: "dev-data",
      environment: "dev",
      outcome: "checked",
      seconds: 1.5,
      drifted: 1,
      pending: 1,
      pendingOutputs: ["network"],
      waitingFor: ["dev-network"],
      problems: [problem],
    },
  ],
  findings: [
    {
      ...located,
      kind: "changed",
      attributes: [attribute],
      severities: [{ risk: "cost", rule: "cost/size", reason: "more" }],
      remedies: {
        takeOver: {
          file: "environment.yaml",
          fields: [{ attribute: "allocated_storage", path: "databases.orders.storage" }],
          edits: [{ line: 1, before: "a", after: "b" }],
        },
        notTakenOver: "n",
        putBack: "p",
        notPutBack: "np",
        ignore: "i",
      },
    },
  ],
  pending: [
    {
      ...located,
      action: "update",
      attributes: [{ ...attribute, unknown: false, forcesReplacement: false, document: "policy" }],
    },
  ],
  ignored: [{ ...located, kind: "deleted", attribute, by: "rule", rule: "r", reason: "r", expires: "2026-12-31" }],
  staleEntries: [
    {
      environment: "dev",
      state: "expired",
      entry: { address: "aws_vpc.network", attribute: "tags", reason: "a reason, of old", expires: "2026-01-01" },
      place: { file: "environment.yaml", line: 1, column: 1, path: "ignoreDrift[0]" },
    },
  ],
  hosts: [
    {
      environment: "dev",
      name: "w1",
      address: "192.0.2.21",
      outcome: "differs",
      stages: [{ stage: "essentials", outcome: "differs", differs: ["/etc/fstab"], problems: [] }],
      ignored: [{ stage: "network", what: "/etc/hosts", by: "file", reason: "r", expires: "2026-12-31" }],
      remedies: { putBack: "p", notPutBack: "n", ignore: "i" },
    },
    {
      ...{ environment: "dev", name: "w2", address: "192.0.2.22", outcome: "not-judged", reason: "r", ignored: [] },
      stages: [{ stage: "essentials", outcome: "not-judged", differs: [], problems: ["p"], isMissing: true }],
    },
  ],
  unmanaged: { state: "checked", objects: [object], known: [{ ...object, rule: "r", reason: "r" }] },
  problems: [problem],
  seconds: { total: 2.5 },
};

describe("the schema of drift checks", () => {
  test("that is committed is current", () => {
    // If this fails: npm run schema
    expect(committed).toEqual(JSON.parse(JSON.stringify(driftJsonSchema())));
  });

  test("holds every field of a check with everything in it", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(committed as object);

    validate(everything);

    expect(validate.errors).toBeNull();
    expect(driftSchema.parse(everything)).toEqual(everything);
  });

  test.each<[string, object]>([
    ["another version", { schemaVersion: 1 }],
    ["a kind of finding that there is not", { findings: [{ ...everything.findings[0], kind: "pending" }] }],
    ["an unknown answer about what no state knows", { unmanaged: { state: "none" } }],
  ])("refuses %s", (_, wrong) => {
    expect(driftSchema.safeParse({ ...everything, ...wrong }).success).toBe(false);
  });
});
