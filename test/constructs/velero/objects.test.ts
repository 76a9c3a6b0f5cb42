import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scheduleSchema } from "../../../src/constructs/velero/section";
import { scheduleObject, snapshotClass } from "../../../src/constructs/velero/cluster/objects";
import { restoreTestObjects } from "../../../src/constructs/velero/cluster/restore-test";
import { RESTORED_KINDS } from "../../../src/constructs/velero/cluster/restore-test-limits";
import { veleroValues } from "../../../src/constructs/velero/cluster/values";
import { expectValidCustomResource } from "../../helpers/crd";

const schedule = (given: object): ReturnType<typeof scheduleSchema.parse> =>
  scheduleSchema.parse({ name: "daily", cron: "0 2 * * *", ...given });

interface Template {
  readonly spec: { readonly template: Readonly<Record<string, unknown>> };
}

const templateOf = (given: object): Template["spec"]["template"] => {
  const object = scheduleObject(schedule(given));
  expectValidCustomResource(object);
  return (object as unknown as Template).spec.template;
};

describe("a schedule", () => {
  test.each([
    ["copies", { snapshotVolumes: true, snapshotMoveData: true, defaultVolumesToFsBackup: false }],
    ["snapshots", { snapshotVolumes: true, snapshotMoveData: false, defaultVolumesToFsBackup: false }],
    ["files", { snapshotVolumes: false, snapshotMoveData: false, defaultVolumesToFsBackup: true }],
    ["none", { snapshotVolumes: false, snapshotMoveData: false, defaultVolumesToFsBackup: false }],
  ])("with volumes as %s", (volumes, expected) => {
    expect(templateOf({ volumes })).toMatchObject(expected);
  });

  test.each([
    ["72h", "72h0m0s"],
    ["30d", "720h0m0s"],
    ["12w", "2016h0m0s"],
  ])("keeps backups for %s", (retention, ttl) => {
    expect(templateOf({ retention })).toMatchObject({ ttl });
  });

  test("takes all namespaces but those left out, and never what a restore test left", () => {
    expect(templateOf({ except: ["tmp"] })).toMatchObject({
      includedNamespaces: ["*"],
      excludedNamespaces: ["tmp", "restore-test"],
    });
    expect(templateOf({ namespaces: ["shop"] })).toMatchObject({ includedNamespaces: ["shop"] });
    expect(templateOf({ namespaces: ["shop"] })).not.toHaveProperty("excludedNamespaces");
  });

  test("leaves Kubernetes' own namespaces out, unless it says otherwise", () => {
    expect(templateOf({})).toMatchObject({
      excludedNamespaces: ["kube-system", "kube-public", "kube-node-lease", "restore-test"],
    });
    expect(templateOf({ except: [] })).toMatchObject({ excludedNamespaces: ["restore-test"] });
    expect(templateOf({ namespaces: ["kube-system"] })).not.toHaveProperty("excludedNamespaces");
  });

  test("leaves its backups when it goes", () => {
    expect(scheduleObject(schedule({}))["spec"]).toMatchObject({ useOwnerReferencesInBackup: false });
  });
});

test("snapshots outlive the namespace that they are of", () => {
  const made = snapshotClass("ebs.csi.aws.com");
  expect(made).toMatchObject({ deletionPolicy: "Retain", driver: "ebs.csi.aws.com" });
  expect(made).not.toHaveProperty("parameters");
  const parameters = { resourceGroup: "dev" };
  expect(snapshotClass("disk.csi.azure.com", parameters)).toMatchObject({
    parameters,
  });
});

describe("the chart's values", () => {
  const store = { bucketName: "b", region: "eu-west-1" } as Parameters<typeof veleroValues>[0]["store"];
  const cloud = { provider: "aws", plugin: "plugin", locationConfig: () => ({ region: "eu-west-1" }) };
  const values = (volumes: string) =>
    veleroValues(
      { schedules: [schedule({ volumes })], store, cloud },
      { serviceAccount: { name: "velero", annotations: {} }, podLabels: {} },
    );

  test.each([
    ["none", { deployNodeAgent: false }],
    ["snapshots", { deployNodeAgent: false }],
    ["copies", { deployNodeAgent: true, nodeAgent: { disableHostPath: true } }],
    ["files", { deployNodeAgent: true, nodeAgent: { disableHostPath: false } }],
  ])("with volumes as %s run agents on the nodes only where they are needed", (volumes, expected) => {
    expect(values(volumes)).toMatchObject(expected);
  });

  test("hold no credential, and no Job that fetches definitions", () => {
    expect(values("copies")).toMatchObject({ credentials: { useSecret: false }, upgradeCRDs: false });
  });
});

describe("the restore test", () => {
  const objects = restoreTestObjects({ namespace: "shop", schedule: "daily", cron: "0 6 * * 0" });

  test("may make restores, and empty one namespace: it reads no Secret, and changes nothing elsewhere", () => {
    const roles = objects.filter(({ kind }) => kind === "Role");
    expect(roles.map(({ metadata, ...role }) => [metadata.namespace, role["rules"]])).toEqual([
      ["velero", [{ apiGroups: ["velero.io"], resources: ["restores"], verbs: ["create", "get", "delete"] }]],
      [
        "restore-test",
        [
          { apiGroups: [""], resources: ["pods", "persistentvolumeclaims"], verbs: ["list", "deletecollection"] },
          { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["deletecollection"] },
          {
            apiGroups: ["apps"],
            resources: ["deployments", "statefulsets", "daemonsets", "replicasets"],
            verbs: ["deletecollection"],
          },
        ],
      ],
    ]);
    expect(objects.map(({ kind }) => kind).filter((kind) => kind.startsWith("Cluster"))).toEqual([]);
  });

  test("makes this one restore and no other: the API server refuses whatever else it would ask for", () => {
    const policy = objects.find(({ kind }) => kind === "ValidatingAdmissionPolicy")?.["spec"] as {
      readonly matchConditions: readonly { readonly expression: string }[];
      readonly validations: readonly { readonly expression: string }[];
    };
    const [who] = policy.matchConditions.map(({ expression }) => expression);
    expect(who).toBe('request.userInfo.username == "system:serviceaccount:velero:restore-test"');
    const all = policy.validations.map(({ expression }) => expression).join("\n");
    expect(all).toContain('object.spec.includedNamespaces == ["shop"]');
    expect(all).toContain('object.spec.namespaceMapping == {"shop":"restore-test"}');
    expect(all).toContain("!object.spec.includeClusterResources");
    expect(all).toContain("!has(object.spec.hooks) && !has(object.spec.resourceModifier)");
    const binding = objects.find(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
    expect(binding?.["spec"]).toEqual({ policyName: "restore-test", validationActions: ["Deny"] });
  });

  test("is let restore just what its program asks for", () => {
    const program = readFileSync(join(__dirname, "..", "..", "..", "assets", "velero", "restore-test.sh"), "utf8");
    const asked = /"includedResources":(\[[^\]]+\])/.exec(program)?.[1] ?? "[]";
    expect(JSON.parse(asked)).toEqual(RESTORED_KINDS);
  });

  test("runs when it is told to, one at a time, in UTC", () => {
    const cron = objects.find(({ kind }) => kind === "CronJob");
    expect(cron?.["spec"]).toMatchObject({ schedule: "0 6 * * 0", timeZone: "Etc/UTC", concurrencyPolicy: "Forbid" });
  });
});
