/** The stack modules: one CDKTF stack of an environment each. */
import type { App } from "cdktf";
import type { Construct } from "constructs";
import { components } from "../../src/components";
import { TIERS, type Tier } from "../../src/model/component";
import type { Environment } from "../../src/environment/environment";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";
import { inBuildOrder } from "./build-order";
import type { PlatformTarget } from "./platform-target";

/** Network, subnets, gateways, endpoints. */
export class NetworkStack extends EnvironmentStack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "network", props);
  }
}

/** What a cluster is known by, where nobody else keeps it: its authorities, and who administers. */
export class AuthorityStack extends EnvironmentStack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "authority", props);
  }
}

/** The Kubernetes control plane and its nodes. Holds no Kubernetes or Helm resource. */
export class ClusterStack extends EnvironmentStack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "cluster", props);
  }
}

/** Databases, brokers and caches that the cloud runs. */
export class DataStack extends EnvironmentStack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "data", props);
  }
}

/** What runs inside the cluster for everyone: secrets, ingress, observability, backups. */
export class PlatformStack extends EnvironmentStack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "platform", props);
  }
}

/** The environment's own workloads. */
export class WorkloadsStack extends EnvironmentStack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "workloads", props);
  }
}

const MODULES = {
  network: NetworkStack,
  authority: AuthorityStack,
  cluster: ClusterStack,
  data: DataStack,
  platform: PlatformStack,
  workloads: WorkloadsStack,
} as const;

/** Which tiers a tier reads from: the cluster and the databases stand beside each other on the network. */
const UPSTREAM: { readonly [T in Tier]: readonly Tier[] } = {
  network: [],
  authority: [],
  cluster: ["network", "authority"],
  data: ["network"],
  platform: ["network", "cluster", "data"],
  workloads: ["network", "cluster", "data", "platform"],
};

/** Without a cluster there is nothing to build them in; the environment file's checks refuse what needs them. */
const IN_CLUSTER: readonly Tier[] = ["platform", "workloads"];

/** All stacks of an environment, in the order of their tiers; a tier in which nothing is built has none. */
export function addEnvironment(
  app: App,
  environment: Environment,
  target: PlatformTarget,
): readonly EnvironmentStack[] {
  const stacks = new Map<Tier, EnvironmentStack>();
  for (const tier of TIERS) {
    if (IN_CLUSTER.includes(tier) && !stacks.has("cluster")) continue;
    if (inBuildOrder(components, tier, environment).length === 0) continue;
    const upstream = UPSTREAM[tier].flatMap((name) => stacks.get(name) ?? []);
    const stack = new MODULES[tier](app, { environment, target, upstream });
    stacks.set(tier, stack);
    if (stack.isLiteral) app.node.tryRemoveChild(stack.node.id);
  }
  return [...stacks.values()].filter((stack) => !stack.isLiteral);
}
