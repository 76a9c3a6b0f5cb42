import { runInNewContext } from "node:vm";
import { TerraformVariable } from "cdktf";
import { RabbitmqOperators } from "../../../../src/constructs/rabbitmq/cluster/rabbitmq-operators";
import type { RabbitmqOperatorsProps } from "../../../../src/constructs/rabbitmq/cluster/rabbitmq-operators";
import type { CustomResource } from "../../../helpers/crd";
import { expectValidCustomResource } from "../../../helpers/crd";
import { type Attributes, stackOf, type Synthesized, synthesized } from "../fixtures";

function build(props: Partial<RabbitmqOperatorsProps> = {}): Synthesized {
  const stack = stackOf();
  new TerraformVariable(stack, "unused", { type: "string" });
  new RabbitmqOperators(stack, "Operators", {
    environment: "dev",
    profile: "standard",
    networkCidr: "10.20.0.0/16",
    brokers: true,
    certificates: [],
    ...props,
  });
  return synthesized(stack);
}

function releaseOf(json: Synthesized, name: string): Attributes {
  const found = Object.values(json.resource["helm_release"] ?? {}).find((release) => release["name"] === name);
  if (!found) throw new Error(`no release '${name}'`);
  return found;
}

interface Values {
  readonly objects: readonly CustomResource[];
  readonly clusterOperator: Attributes;
  readonly msgTopologyOperator: Attributes;
  readonly [key: string]: unknown;
}
const valuesOf = (json: Synthesized, name: string): Values =>
  JSON.parse((releaseOf(json, name)["values"] as readonly string[])[0] ?? "{}") as Values;

interface Rule {
  readonly api_groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** `<verbs> <group>/<resource>` of a role, a line each. */
const rightsOf = (json: Synthesized, name: string): readonly string[] =>
  Object.values(json.resource["kubernetes_role_v1"] ?? {})
    .filter(({ metadata }) => (metadata as { name: string }).name === name)
    .flatMap(({ rule }) =>
      (rule as readonly Rule[]).flatMap(({ api_groups: groups, resources, verbs }) =>
        groups.flatMap((group) => resources.map((resource) => `${[...verbs].sort().join(",")} ${group}/${resource}`)),
      ),
    )
    .sort();

describe("rights", () => {
  test("are of one namespace: nothing is cluster-wide, and nothing is gathered into everybody's roles", () => {
    const json = build();

    for (const kind of ["kubernetes_cluster_role_v1", "kubernetes_cluster_role_binding_v1"]) {
      expect(json.resource[kind]).toBeUndefined();
    }
    const values = valuesOf(json, "rabbitmq");
    for (const part of [values.clusterOperator, values.msgTopologyOperator]) {
      expect(part).toEqual(
        expect.objectContaining({
          rbac: { create: false },
          watchAllNamespaces: false,
          watchNamespaces: ["rabbitmq"],
        }),
      );
    }
    for (const { metadata } of Object.values(json.resource["kubernetes_role_v1"] ?? {})) {
      expect((metadata as { namespace: string }).namespace).toContain("namespace");
    }
  });

  test("of the Topology Operator: Secrets are read, and nothing is made or deleted", () => {
    expect(rightsOf(build(), "rabbitmq-topology-operator")).toEqual(
      [
        "create,get,patch /events",
        "create,get,patch events.k8s.io/events",
        "create,delete,get,list,patch,update,watch coordination.k8s.io/leases",
        "get,list,watch /secrets",
        "get,list,watch /services",
        ...["federations", "operatorpolicies", "schemareplications", "shovels", "superstreams", "rabbitmqclusters"].map(
          (kind) => `get,list,watch rabbitmq.com/${kind}`,
        ),
        ...[
          "bindings",
          "exchanges",
          "permissions",
          "policies",
          "queues",
          "topicpermissions",
          "users",
          "vhosts",
        ].flatMap((kind) => [
          `get,list,watch rabbitmq.com/${kind}`,
          `patch,update rabbitmq.com/${kind}`,
          `get,patch,update rabbitmq.com/${kind}/status`,
          `update rabbitmq.com/${kind}/finalizers`,
        ]),
      ].sort(),
    );
  });

  test("of the Cluster Operator", () => {
    expect(rightsOf(build(), "rabbitmq-cluster-operator")).toEqual(
      [
        "create,get,patch /events",
        "create,get,patch events.k8s.io/events",
        "create,delete,get,list,patch,update,watch coordination.k8s.io/leases",
        "create,get,list,update,watch rabbitmq.com/rabbitmqclusters",
        "get,patch,update rabbitmq.com/rabbitmqclusters/status",
        "update rabbitmq.com/rabbitmqclusters/finalizers",
        "create,delete,get,list,update,watch apps/statefulsets",
        "create,get,list,update,watch /configmaps",
        "create,get,list,update,watch /persistentvolumeclaims",
        "create,get,list,update,watch /secrets",
        "create,get,list,update,watch /serviceaccounts",
        "create,get,list,update,watch /services",
        "get,list,update,watch /pods",
        "create /pods/exec",
        "get,list,watch /endpoints",
        "get,list,watch discovery.k8s.io/endpointslices",
        "create,delete,get,list,update,watch rbac.authorization.k8s.io/roles",
        "create,delete,get,list,update,watch rbac.authorization.k8s.io/rolebindings",
      ].sort(),
    );
  });
});

test("definitions are a release of their own, before the chart, which skips its folder of them", () => {
  const json = build();

  expect(releaseOf(json, "rabbitmq-cluster-operator-crds")["chart"]).toContain("rabbitmq-cluster-operator-crds-chart");
  const chart = releaseOf(json, "rabbitmq");
  expect(chart["skip_crds"]).toBe(true);
  expect((chart["depends_on"] as readonly string[]).some((address) => address.includes("definitions"))).toBe(true);
});

test("the authority and brokers' certificates are valid custom resources; the operator trusts it, and has no key of it", () => {
  const json = build();
  for (const object of valuesOf(json, "rabbitmq-authority").objects) expectValidCustomResource(object);
  const operator = valuesOf(json, "rabbitmq").msgTopologyOperator;
  expect(operator["extraVolumes"]).toEqual([
    { name: "authority", secret: { secretName: "rabbitmq-authority", items: [{ key: "ca.crt", path: "ca.crt" }] } },
  ]);
});

test("without a broker in the cluster there is no authority, and the operator that runs brokers has no copy", () => {
  const json = build({ brokers: false });
  const values = valuesOf(json, "rabbitmq");
  expect(() => releaseOf(json, "rabbitmq-authority")).toThrow();
  expect(values.clusterOperator).toEqual(expect.objectContaining({ replicaCount: 0, pdb: { create: false } }));
  expect(values.msgTopologyOperator).not.toHaveProperty("extraVolumes");
});

test.each([
  ["minimal", 1, { create: false }],
  ["standard", 2, { create: true, maxUnavailable: "1" }],
  ["full", 2, { create: true, maxUnavailable: "1" }],
] as const)("in %s there are %d copies", (profile, replicaCount, pdb) => {
  expect(valuesOf(build({ profile }), "rabbitmq").msgTopologyOperator).toEqual(
    expect.objectContaining({ replicaCount, pdb }),
  );
});

test("a protected broker is refused to be deleted, and another one is not", () => {
  const [policy, binding] = valuesOf(build(), "rabbitmq-protection").objects;

  expect(binding?.["spec"]).toEqual({ policyName: "rabbitmq-protected-brokers", validationActions: ["Deny"] });
  const { matchConstraints, validations } = policy?.["spec"] as {
    matchConstraints: { resourceRules: readonly object[] };
    validations: readonly { expression: string }[];
  };
  expect(matchConstraints.resourceRules).toEqual([
    { apiGroups: ["rabbitmq.com"], apiVersions: ["*"], operations: ["DELETE"], resources: ["rabbitmqclusters"] },
  ]);
  // CEL as JavaScript, of which it has the operators here.
  const allowed = (labels?: object): unknown => {
    const expression = (validations[0]?.expression ?? "").replace(
      "has(oldObject.metadata.labels)",
      "(oldObject.metadata.labels !== undefined)",
    );
    return runInNewContext(expression, { oldObject: { metadata: { labels } } });
  };
  expect(allowed({ "jangada/protected": "true" })).toBe(false);
  expect(allowed({ "jangada/protected": "false" })).toBe(true);
  expect(allowed({})).toBe(true);
  expect(allowed()).toBe(true);
});
