/** What the file may not say of servers in the cluster. */
import { databasesComponent } from "../../../../src/constructs/postgres-db/component";
import type { EnvironmentFacts } from "../../../../src/model/component";
import { checksForTarget } from "../../../../src/model/target-parts";
import { readSection } from "../../../../src/environment/sections";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "eks",
  profile: "minimal",
  protected: false,
  region: "eu-west-1",
  account: "123456789012",
  admins: [],
  owner: "team",
  tags: {},
  file: "environment.yaml",
};

/** Problems of entries, with their places. */
function codes(...entries: readonly object[]): readonly string[] {
  const given = entries.map((entry) => ({ runs: "in-cluster", ...entry }));
  const { value, findings } = readSection(databasesComponent, given, FACTS, () => undefined);
  expect(findings).toEqual([]);
  return checksForTarget(databasesComponent, value, { facts: FACTS, sections: {} }).map(
    ({ code, path }) => `${code} ${path.join(".")}`,
  );
}

const CA = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";

test("an entry is enough by its name, with none of the cloud's limits", () => {
  expect(codes({ name: "orders", storage: 5 })).toEqual([]);
});

test.each<[object, string]>([
  [{ maxStorage: 40 }, "DATABASE_IN_CLUSTER 0.maxStorage"],
  [{ maintenanceWindow: "sun:03:00-sun:04:00" }, "DATABASE_IN_CLUSTER 0.maintenanceWindow"],
  [{ keyOf: "other" }, "DATABASE_IN_CLUSTER 0.keyOf"],
  [{ caBundle: CA }, "DATABASE_IN_CLUSTER 0.caBundle"],
  [{ services: ["orders", "administrator"] }, "DATABASE_NAME_RESERVED 0.services.1"],
  [{ name: "administrator" }, "DATABASE_NAME_RESERVED 0.name"],
  [{ parameters: { ssl: "off" } }, "DATABASE_PARAMETER 0.parameters.ssl"],
  [{ parameters: { full_page_writes: "off" } }, "DATABASE_PARAMETER 0.parameters.full_page_writes"],
])("%j is refused at its place", (entry, problem) => {
  expect(codes({ name: "orders", ...entry })).toEqual([problem]);
});

test("two servers never store their backups in one folder, nor among those that one is made from", () => {
  expect(codes({ name: "a", inCluster: { backupsName: "dev-b" } }, { name: "b" })).toEqual([
    "DATABASE_BACKUPS_TWICE 0.inCluster.backupsName",
    "DATABASE_BACKUPS_TWICE 1.inCluster.backupsName",
  ]);
  expect(codes({ name: "a", restore: { from: "dev-a", latest: true } })).toEqual([
    "DATABASE_BACKUPS_TWICE 0.inCluster.backupsName",
  ]);
  expect(codes({ name: "a", restore: { from: "dev-a", latest: true }, inCluster: { backupsName: "a-2" } })).toEqual([]);
});

test("the backups of a server of the cloud do not become one in the cluster, nor the other way round", () => {
  const restore = { from: "orders", latest: true };
  const to = { name: "copy", services: ["orders"], restore };
  expect(codes({ name: "orders", runs: "managed" }, to)).toContain("DATABASE_RESTORE_SOURCE 1.restore.from");
  expect(codes({ name: "orders" }, { ...to, runs: "managed" })).toContain("DATABASE_RESTORE_SOURCE 1.restore.from");
  expect(codes({ name: "orders" }, to)).toEqual([]);
});
