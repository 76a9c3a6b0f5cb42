/** An environment of bare hosts, as the platform's parts meet it, and a stack that reaches its cluster. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { TerraformStack } from "cdktf";
import { z } from "zod";
import { type ClusterSection, clusterSection } from "../../../../../src/constructs/k8s-cluster/section";
import type { EnvironmentFacts, Profile, SectionContext } from "../../../../../src/model/component";
import { blockFields } from "../../../../../src/targets/kubeadm/block";
import { hostKeyOf } from "../../../../helpers/host-keys";
import { awsStack } from "../../../aws-stack";

export const NETWORK_CIDR = "192.0.2.0/24";

const host = (name: string, address: string, role: string, number: number): object => ({
  name,
  address,
  role,
  hostKey: hostKeyOf(number),
});
const CONTROL_PLANES = [1, 2, 3].map((number) => host(`cp${number}`, `192.0.2.1${number}`, "control-plane", number));

export interface HostsProps {
  /** @default 3 */
  readonly workers?: number;
  /** @default 3 */
  readonly controlPlanes?: number;
  readonly profile?: Profile;
  readonly protected?: boolean;
}

export function factsOf({
  workers = 3,
  controlPlanes = 3,
  profile = "standard",
  ...rest
}: HostsProps = {}): EnvironmentFacts {
  const settings = z.object(blockFields).parse({
    keyFile: "key",
    endpoint: { kind: "keepalived", address: "192.0.2.10" },
    bastion: { address: "192.0.2.5", hostKey: hostKeyOf(20) },
    hosts: [
      ...CONTROL_PLANES.slice(0, controlPlanes),
      ...Array.from({ length: workers }, (_, index) => host(`w${index}`, `192.0.2.2${index}`, "worker", 4 + index)),
    ],
  });
  return {
    name: "dev",
    target: "kubeadm",
    profile,
    protected: rest.protected ?? false,
    region: "fortaleza",
    account: "",
    admins: [],
    owner: "fishers",
    tags: {},
    file: "environment.yaml",
    settings,
  };
}

export const sectionOf = (kubeadm: object = {}): ClusterSection => clusterSection.parse({ kubeadm });

export const contextOf = (facts: EnvironmentFacts = factsOf()): SectionContext => ({
  facts,
  sections: { network: { cidr: NETWORK_CIDR } },
});

export function clusterStack(): TerraformStack {
  const stack = awsStack();
  new HelmProvider(stack, "helm", {});
  new KubernetesProvider(stack, "kubernetes", {});
  return stack;
}
