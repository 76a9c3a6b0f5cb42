/** The charts karpenter and karpenter-crd: the controller, and which nodes it may start. */
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { CONTROLLERS } from "./profile";
import { rulesOf } from "./rbac";
import { named, ofKind, releasesOfChart } from "./rendered";

describe.each(releasesOfChart("karpenter"))("in $environment.name", ({ environment, documents }) => {
  const controller = named(documents, "Deployment", "karpenter");
  const env = Object.fromEntries((containerOf(controller).env ?? []).map(({ name, value }) => [name, value]));

  test("the controller has its copies, goes before everything else, and is spread over zones without exception", () => {
    expect(replicasOf(controller)).toBe(CONTROLLERS[environment.file.profile]);
    expect(podOf(controller).priorityClassName).toBe("system-cluster-critical");
    expect(podOf(controller).topologySpreadConstraints).toContainEqual(
      expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone" }),
    );
  });

  test("it knows its cluster, its queue and its region, which it cannot ask the node for", () => {
    expect(env).toMatchObject({
      CLUSTER_NAME: environment.name,
      CLUSTER_ENDPOINT: expect.stringMatching(/^https:/) as string,
      INTERRUPTION_QUEUE: expect.stringContaining(environment.name) as string,
      AWS_REGION: "eu-west-1",
      EKS_CONTROL_PLANE: "true",
    });
  });

  test("its definitions are not the chart's own", () => {
    expect(ofKind(documents, "CustomResourceDefinition")).toEqual([]);
  });
});

test.each(releasesOfChart("karpenter-crd"))(
  "$environment.name has the definitions by a release of their own",
  ({ documents }) => {
    expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(
      expect.arrayContaining(
        ["nodepools.karpenter.sh", "nodeclaims.karpenter.sh", "ec2nodeclasses.karpenter.k8s.aws"].map(
          (name) => `CustomResourceDefinition ${name}`,
        ),
      ),
    );
  },
);

test("what its role gives to `admin` is of kinds without a namespace, which a binding in one does not reach", () => {
  const scopes = Object.fromEntries(
    releasesOfChart("karpenter-crd")
      .flatMap(({ documents }) => documents)
      .map(({ spec }) => spec as { readonly scope: string; readonly names: { readonly plural: string } })
      .map(({ scope, names }) => [names.plural, scope]),
  );
  const [{ documents }] = releasesOfChart("karpenter") as [ReturnType<typeof releasesOfChart>[number]];
  const rules = rulesOf([named(documents, "ClusterRole", "karpenter-admin")]);
  const kinds = rules.map((rule) => /\/([a-z0-9]+)(\/status)?$/.exec(rule)?.[1] ?? rule);
  expect(new Set(kinds)).toEqual(new Set(["nodepools", "nodeclaims", "ec2nodeclasses"]));
  for (const kind of kinds) expect(scopes[kind]).toBe("Cluster");
});

test("how far it may go is what the file says", () => {
  const [pool] = ofKind(objectsOf(EVERY_OPTION, "karpenter-nodes"), "NodePool");
  expect(pool?.["spec"]).toMatchObject({
    limits: { cpu: "48", memory: "96Gi" },
    template: {
      spec: {
        requirements: expect.arrayContaining([
          { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand", "spot"] },
        ]) as unknown,
      },
    },
  });
});

test("the file's own values arrive", () => {
  expect(named(everyOption("karpenter"), "Deployment", "karpenter")["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: "karpenter" } } },
  });
});
