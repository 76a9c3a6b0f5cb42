/** What a review says of the configuration when a server is restored, and when the block is taken out again. */
import { facts } from "../../../../src/facts";
import { RdsPostgres } from "../../../../src/constructs/postgres-db/aws/rds-postgres";
import type { PostgresDbProps } from "../../../../src/constructs/postgres-db/props";
import { compareConfigurations } from "../../../../src/operations/review/configuration/compare";
import { assess } from "../../../../src/operations/risk";
import type { JsonMap } from "../../../../src/operations/selection/content";
import { databaseProps, only, stackOf, synthesized } from "../fixtures";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";

function configuration(props: Partial<PostgresDbProps>, lifecycle: object = {}): JsonMap {
  const stack = stackOf();
  new RdsPostgres(stack, "orders", databaseProps(stack, props));
  const instance = only(synthesized(stack), "aws_db_instance");
  return {
    resource: {
      aws_db_instance: { orders: { ...instance, lifecycle: { ...(instance["lifecycle"] as object), ...lifecycle } } },
    },
  } as unknown as JsonMap;
}

const rulesOf = (before: JsonMap, after: JsonMap): readonly string[] => {
  const changes = compareConfigurations("dev-data", before, after, { facts });
  return changes.flatMap((change) => assess(change, { changes }, facts).map(({ rule }) => rule));
};

const AS_IT_WAS = { ignore_changes: [], postcondition: [] };
const RESTORED = { restore: { from: "dev-old", latest: true }, aws: { encryptionKey: KEY } } as const;

test("a server that is told where it came from, or no longer, loses no guard", () => {
  const plain = configuration({ aws: { encryptionKey: KEY } });
  expect(rulesOf(configuration({}, AS_IT_WAS), configuration({}))).toEqual([]);
  expect(rulesOf(plain, configuration(RESTORED))).toEqual([]);
  expect(rulesOf(configuration(RESTORED), plain)).toEqual([]);
  expect(rulesOf(configuration({ aws: { snapshot: "last" } }), configuration({}))).toEqual([]);
});

test.each<[string, object, string]>([
  [
    "another condition",
    { postcondition: [{ condition: "${self.multi_az}", error_message: "no" }] },
    "exposure/condition-gone",
  ],
  ["a condition before", { precondition: [{ condition: "${var.a}", error_message: "no" }] }, "exposure/condition-gone"],
])("%s that goes with it is told all the same", (_what, before, rule) => {
  const plain = configuration({ aws: { encryptionKey: KEY } });
  expect(rulesOf(configuration(RESTORED, before), plain)).toContain(rule);
});

test("so is what else is ignored", () => {
  const ignoring = configuration({}, { ignore_changes: ["snapshot_identifier", "backup_retention_period"] });
  expect(rulesOf(configuration({}, AS_IT_WAS), ignoring)).toContain("data-loss/guards-ignored");
});
