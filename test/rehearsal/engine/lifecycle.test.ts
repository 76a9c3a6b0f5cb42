import { objectOf } from "../../../src/rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../../src/rehearsal/engine/behaviour";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import { loadSchema } from "../../../src/schemas/load";
import { bare, madeUp, MemoryWorld } from "./in-memory";
import { holdsThroughLife } from "./lifecycle";

/** Types of every make: legacy and not, flat and deep, lists, sets, maps and nested attributes, without an id. */
const TYPES: readonly (readonly [provider: string, ...types: string[]])[] = [
  [
    "aws",
    "aws_vpc",
    "aws_subnet",
    "aws_security_group",
    "aws_vpc_security_group_ingress_rule",
    "aws_eks_cluster",
    "aws_eks_node_group",
    "aws_eks_addon",
    "aws_eks_pod_identity_association",
    "aws_eks_capability",
    "aws_launch_template",
    "aws_db_instance",
    "aws_db_parameter_group",
    "aws_iam_role",
    "aws_kms_key",
    "aws_cloudwatch_log_group",
    "aws_route53_record",
    "aws_secretsmanager_secret",
    "aws_lb_listener",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_vpc_route_server_endpoint",
  ],
  ["kubernetes", "kubernetes_namespace_v1", "kubernetes_deployment_v1", "kubernetes_secret_v1", "kubernetes_manifest"],
  ["helm", "helm_release"],
  ["random", "random_password", "random_id"],
  ["tls", "tls_private_key", "tls_self_signed_cert"],
];

describe.each(TYPES)("a random configuration of %s", (name, ...types) => {
  const schema = loadSchema(name);
  const provider = () =>
    simulatedProvider({
      schema,
      behaviour: { ...bare(name), protocol: name === "helm" ? 6 : 5 },
      world: new MemoryWorld(),
    });

  it.each(types)("plans, applies, and plans again empty: %s", (type) => holdsThroughLife(type, { provider }));
});

describe("the property itself", () => {
  const text = { type: "string", optional: true } as const;
  const computed = { type: "string", computed: true } as const;
  const attributes = { id: computed, name: text, made: computed, level: { ...text, computed: true, default: "one" } };
  const block = { nesting: "set", block: { attributes: { key: text, made: computed }, blocks: {} } } as const;
  const life = (behaviour: ResourceBehaviour): Promise<void> =>
    holdsThroughLife("aws_thing", {
      provider: () =>
        madeUp({
          resources: { aws_thing: { attributes, blocks: { several: block } } },
          behaviours: { aws_thing: behaviour },
        }).provider,
      runs: 20,
    });
  let count = 0;

  it.each<[string, ResourceBehaviour, RegExp | undefined]>([
    ["holds for a provider as it should be", {}, undefined],
    [
      "finds one whose reads differ from its applies",
      { read: (_context, state) => void (state.name = "x") },
      /refresh changes/,
    ],
    [
      "finds one that plans otherwise than configured",
      { plan: (_context, plan) => void (plan.name = "x") },
      /the plan is inconsistent/,
    ],
    [
      "finds one that never comes to rest",
      { plan: (_context, plan, prior) => void (prior && (plan.made = String(count++))) },
      /second plan/,
    ],
    [
      "finds one that forgets to delete",
      { deleted: (context, object) => context.world.put(object) },
      /after it was destroyed/,
    ],
    [
      "finds one that counts blocks otherwise",
      { plan: (_context, plan) => void (plan.several = [objectOf()]) },
      /inconsistent/,
    ],
  ])("%s", async (_what, behaviour, problem) => {
    if (problem)
      await expect(life(behaviour)).rejects.toMatchObject({
        cause: { message: expect.stringMatching(problem) as unknown },
      });
    else await life(behaviour);
  });
});
