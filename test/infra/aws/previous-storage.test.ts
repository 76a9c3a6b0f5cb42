import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { TerraformStack, Testing } from "cdktf";
import { checkPreviousStorage } from "../../../infra/aws/previous-storage";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import { setSource } from "../../../src/constructs/kit/cdktf/source";
import type { JangadaError, Problem } from "../../../src/errors";

const FILE = "infra/environments/dev/environment.yaml";
const has = (
  allocated: unknown,
  more: object = {},
  type = "aws_db_instance",
): Parameters<typeof checkPreviousStorage>[1][number] => ({
  type,
  address: `${type}.databases_orders`,
  attributes: { identifier: "dev-orders", allocated_storage: allocated, ...more },
});

/** What is refused where the file lets a server grow to so many GiB. */
function refused(most: number | undefined, previous: Parameters<typeof checkPreviousStorage>[1]): readonly Problem[] {
  const stack = Object.assign(new TerraformStack(Testing.app(), "dev-data"), {
    environment: { file: FILE, locate: () => ({ line: 9 }) },
  }) as unknown as EnvironmentStack;
  const server = new DbInstance(stack, "server", {
    identifier: "dev-orders",
    instanceClass: "db.t4g.medium",
    allocatedStorage: 20,
    ...(most === undefined ? {} : { maxAllocatedStorage: most }),
  });
  setSource(server, { file: FILE, path: "databases.orders" });
  try {
    checkPreviousStorage(stack, previous);
    return [];
  } catch (error) {
    return (error as JangadaError).problems;
  }
}

test.each([
  ["a new server", 80, []],
  ["one that has grown by itself", 80, [has(79)]],
  ["one without a ceiling", undefined, [has(100)]],
  ["another server", 80, [has(100, { identifier: "dev-ledger" })]],
  ["a read replica", 80, [has(100, { replicate_source_db: "dev-ledger" })]],
  ["something else of that name", 80, [has(100, {}, "aws_mq_broker")]],
  ["a state that does not say", 80, [has(null)]],
] as const)("given %s, then it is let through", (_what, most, previous) => {
  expect(refused(most, previous)).toEqual([]);
});

test.each([80, 100])("given a ceiling of %i below what the server has, then it is refused at its place", (most) => {
  expect(refused(most, [has(100)])).toMatchObject([
    {
      code: "DATABASE_STORAGE_SHRINKS",
      message: expect.stringContaining("has 100 GiB") as unknown,
      place: { file: FILE, path: "databases.orders.maxStorage", line: 9 },
      remedy: expect.stringContaining("`maxStorage: 110`") as unknown,
    },
  ]);
});
