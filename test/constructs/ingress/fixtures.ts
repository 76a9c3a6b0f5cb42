/** An ingress on EKS in one stack, with a cluster and a network that make nothing but what pods need to act in the cloud. */
import { DataResource, type TerraformElement, TerraformStack, Testing } from "cdktf";
import { Construct, type IConstruct, type IDependable, Node } from "constructs";
import { logicalId } from "../../../infra/modules/logical-id";
import { Target } from "../../../src/model/target";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../../src/model/identity";
import { Ingress } from "../../../src/constructs/ingress/contract";
import type { IngressProps } from "../../../src/constructs/ingress/props";
import { TraefikIngress } from "../../../src/constructs/ingress/cluster/traefik-ingress";
import type { PodIdentityProps } from "../../../src/constructs/k8s-cluster/aws/eks";
import type { ClusterAuth, KubernetesClusterAttributes } from "../../../src/constructs/k8s-cluster/contract";
import type { INetwork, NetworkAttributes, Subnet } from "../../../src/constructs/network/contract";

/** Names resources as the stacks of environments do. */
class ReadableStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = element instanceof Node ? element : element.node;
    return logicalId(scopes.slice(this.node.scopes.length).map(({ node }) => node.id));
  }
}

class EksTarget extends Target {
  public readonly name = "eks";
}

class FakeNetwork extends Construct implements INetwork {
  public readonly networkId = "vpc-1";
  public readonly cidr = "10.1.0.0/16";
  public readonly zones = ["eu-west-1a", "eu-west-1b"];
  public get attributes(): NetworkAttributes {
    throw new Error("unused");
  }
  public subnets(tier: string): readonly Subnet[] {
    return this.zones.map((zone) => ({ id: `subnet-${tier}-${zone}`, zone }));
  }
}

/** Stands for the role and its association: what charts must wait for. */
class FakeIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations = {};
  public readonly assumable = {};
  public readonly podLabels = {};
  public readonly ready: readonly IDependable[];
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.ready = [new DataResource(this, "Resource", {})];
  }
}

export class FakeCluster extends Construct {
  public readonly clusterName = "dev";
  public readonly version = "1.34";
  public readonly endpoint = "https://cluster.example.org";
  public readonly certificateAuthority = "Y2E=";
  public readonly auth: ClusterAuth = { kind: "exec", apiVersion: "v1", command: "aws", args: [] };
  public readonly credentialEndpoints = [{ cidr: "169.254.170.23/32", port: 80 }];
  public readonly identities: WorkloadIdentityProps[] = [];
  public get attributes(): KubernetesClusterAttributes {
    throw new Error("unused");
  }
  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    this.identities.push(props);
    return new FakeIdentity(scope, id);
  }
  public networking(): IConstruct | undefined {
    return undefined;
  }
  public storageClass(): IConstruct | undefined {
    return undefined;
  }
  public autoscale(): IConstruct | undefined {
    return undefined;
  }
}

export class FakeEksCluster extends FakeCluster {
  public readonly policies: PodIdentityProps[] = [];
  public podIdentity(scope: Construct, id: string, props: PodIdentityProps): IWorkloadIdentity {
    this.policies.push(props);
    return new FakeIdentity(scope, id);
  }
}

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface IngressFixture {
  readonly stack: TerraformStack;
  readonly ingress: Ingress;
  readonly traefik: TraefikIngress;
  readonly cluster: FakeEksCluster;
  /** Resources by type and name. */
  resources(): Resources;
  release(name: string): Readonly<Record<string, unknown>>;
  /** Values of the release of that name. */
  values(release: string): Record<string, unknown>;
}

export type Settings = Omit<IngressProps, "cluster" | "network" | "environment" | "region" | "host"> &
  Partial<Pick<IngressProps, "host" | "region">>;

/** Builds `dev`, whose settings are these, in eu-west-1. */
export function buildIngress(
  settings: Settings = {},
  cluster?: (stack: TerraformStack) => FakeCluster,
): IngressFixture {
  const stack = new ReadableStack(Testing.app(), "dev-platform");
  Target.use(stack, new EksTarget());
  const made = cluster ? cluster(stack) : new FakeEksCluster(stack, "fake-cluster");
  const ingress = new Ingress(stack, "ingress", {
    host: "dev.example.org",
    region: "eu-west-1",
    environment: "dev",
    ...settings,
    cluster: made,
    network: new FakeNetwork(stack, "fake-network"),
  });
  const resources = (): Resources => (JSON.parse(Testing.synth(stack)) as { resource: Resources }).resource;
  const release = (name: string): Readonly<Record<string, unknown>> => {
    const found = Object.values(resources()["helm_release"] ?? {}).find((each) => each.name === name);
    if (!found) throw new Error(`no release '${name}'`);
    return found;
  };
  return {
    stack,
    ingress,
    traefik: ingress.implementation as TraefikIngress,
    cluster: made as FakeEksCluster,
    resources,
    release,
    values: (name) => {
      // As Terraform would have it: expressions are texts.
      const text = (release(name).values as string[])[0] as string;
      return JSON.parse(
        text.replace(/\$\{jsonencode\((.*?)\)\}/g, (_, inner: string) => JSON.stringify(`\${${inner}}`)),
      ) as Record<string, unknown>;
    },
  };
}
