import { definitionsOf, type Definition } from "../../../src/providers/helm/crds";

const kindsOf = (definitions: readonly Definition[]): readonly string[] => definitions.map(({ kind }) => kind);

test("given a chart whose values leave single definitions out, then their kinds are unknown, and the others known", () => {
  const all = kindsOf(definitionsOf("external-secrets", {}, false));
  const crds = { createClusterPushSecret: false, createClusterGenerator: false, createSecretStore: false };
  const left = kindsOf(definitionsOf("external-secrets", { crds }, false));
  // The chart packs SecretStore whatever its value says.
  expect(all.filter((kind) => !left.includes(kind)).sort()).toEqual(["ClusterGenerator", "ClusterPushSecret"]);
  expect(left).toContain("SecretStore");
});

test("given a switch that is on, then its kind is known", () => {
  const kinds = kindsOf(definitionsOf("external-secrets", { crds: { createClusterPushSecret: true } }, false));
  expect(kinds).toContain("ClusterPushSecret");
});

test("given a chart that installs no definitions, then there are none", () => {
  expect(definitionsOf("external-secrets", { installCRDs: false }, false)).toEqual([]);
});
