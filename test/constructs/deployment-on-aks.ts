/** A component's section built on AKS by itself: what others would publish is made up, or given. */
import { Construct, type IConstruct } from "constructs";
import type { TerraformStack } from "cdktf";
import { AzureTarget } from "../../infra/azure/target";
import { INGRESS } from "../../src/constructs/ingress/contract";
import { KUBERNETES_CLUSTER } from "../../src/constructs/k8s-cluster/contract";
import { NETWORK } from "../../src/constructs/network/contract";
import { SECRET_STORE } from "../../src/constructs/secrets/contract";
import { readSection } from "../../src/environment/sections";
import type { Component, Deployment, EnvironmentFacts } from "../../src/model/component";
import { Target } from "../../src/model/target";
import { LOCATION, SUBSCRIPTION, TENANT } from "./azure-stack";
import { FakeNetwork, FakeStore, stackOf } from "./postgres-db/fixtures";

export const AKS_FACTS: EnvironmentFacts = {
  name: "dev",
  target: "aks",
  profile: "standard",
  protected: false,
  region: LOCATION,
  account: SUBSCRIPTION,
  accountDetails: { tenant: TENANT },
  admins: [],
  owner: "team",
  tags: {},
  file: "environment.yaml",
};

export interface OnAks {
  readonly stack: TerraformStack;
  readonly store: FakeStore;
  /** Names of what was published, with their contracts'. */
  readonly published: Readonly<Record<string, IConstruct>>;
  tier<Section>(name: string): Deployment<Section>;
}

export function onAks(
  component: Component,
  section: unknown,
  facts: EnvironmentFacts = AKS_FACTS,
  others: (stack: TerraformStack) => Readonly<Record<string, IConstruct>> = () => ({}),
): OnAks {
  const stack = stackOf();
  const target = Target.use(stack, new AzureTarget());
  const store = new FakeStore(stack, "store");
  const published: Record<string, IConstruct> = {
    [`${NETWORK.name} network`]: new FakeNetwork(stack),
    [`${SECRET_STORE.name} secrets`]: store,
    [`${KUBERNETES_CLUSTER.name} cluster`]: new Construct(stack, "cluster"),
    [`${INGRESS.name} ingress`]: new Construct(stack, "ingress"),
    ...others(stack),
  };
  const tier = (name: string) =>
    ({
      scope: new Construct(stack, name),
      facts,
      section: readSection(component, section, facts, () => undefined).value,
      sections: {},
      target,
      from: (_: string, construct: IConstruct) => construct,
      publish: (contract: { name: string }, of: string, instance: IConstruct) => {
        published[`${contract.name} ${of}`] = instance;
      },
      require: (contract: { name: string }, of: string) => published[`${contract.name} ${of}`],
      offers: (contract: { name: string }, of: string) => `${contract.name} ${of}` in published,
      physicalName: (_: string, of: string) => of,
    }) as unknown;
  return { stack, store, published, tier: (name) => tier(name) as never };
}
