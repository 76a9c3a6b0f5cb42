/** Karpenter: nodes beyond the pools, as pods need them. What it needs of the cloud was made with the cluster. */
import { Construct } from "constructs";
import type { Profile } from "../../../model/component";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { Manifests } from "../../kit/cluster/manifests";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { credentialsOut, HTTPS_OUT, NamespaceGuard } from "../../kit/cluster/namespace-guard";
import type { IEksCluster, KarpenterFacts } from "./eks";
import { karpenterNodes, type KarpenterNodesProps } from "./karpenter-nodes";
import { karpenterPolicy } from "./karpenter-policy";
import type { IWorkloadIdentity } from "../../../model/identity";

const NAME = "karpenter";
const METRICS_PORT = 8080;
/** Copies by profile: a second takes over within seconds when a node goes. */
const REPLICAS: { readonly [P in Profile]: number } = { minimal: 1, standard: 2, full: 2 };

export interface KarpenterProps {
  readonly cluster: IEksCluster;
  readonly facts: KarpenterFacts;
  readonly profile: Profile;
  readonly zonalShift: boolean;
  /** Whether the network has no way to the internet: prices, which only the internet has, are then those built in. */
  readonly isolated: boolean;
  readonly nodes: Pick<KarpenterNodesProps, "version" | "subnetIds" | "capacity" | "cpu" | "memory" | "tags">;
  /** The user's chart values. */
  readonly values?: object;
}

export class Karpenter extends Construct {
  public readonly namespace: KubernetesNamespace;
  public readonly identity: IWorkloadIdentity;
  public readonly crds: HelmChart;
  public readonly chart: HelmChart;
  public readonly nodes: Manifests;

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id);
    const { cluster, facts } = props;
    this.namespace = new KubernetesNamespace(this, "namespace", { name: NAME, podSecurity: "restricted" });
    const guard = new NamespaceGuard(this, "guard", {
      namespace: this.namespace.name,
      ingress: [{ peers: ["cluster"], ports: [METRICS_PORT] }],
      egress: [HTTPS_OUT, ...credentialsOut(cluster)],
    });
    this.identity = cluster.podIdentity(this, "identity", {
      namespace: NAME,
      serviceAccount: NAME,
      statements: karpenterPolicy(cluster, facts),
    });
    this.crds = new HelmChart(this, "crds", {
      chart: "karpenter-crd",
      releaseName: "karpenter-crd",
      namespace: this.namespace.name,
      values: {},
    });
    this.chart = new HelmChart(this, "Default", {
      chart: "karpenter",
      releaseName: NAME,
      namespace: this.namespace.name,
      values: chartValues(props),
      ...(props.values ? { overrides: props.values } : {}),
      dependsOn: [this.crds.release, guard.resource, ...terraformDependables(this.identity.ready)],
    });
    this.node.defaultChild = this.chart.release;
    this.nodes = new Manifests(this, "nodes", {
      releaseName: "karpenter-nodes",
      namespace: this.namespace.name,
      objects: karpenterNodes({
        ...props.nodes,
        clusterName: cluster.clusterName,
        instanceProfileName: facts.instanceProfileName,
        clusterSecurityGroupId: cluster.clusterSecurityGroupId,
        ...(cluster.volumeKeyArn === undefined ? {} : { volumeKeyArn: cluster.volumeKeyArn }),
      }),
      // On destroy its nodes go first, while the controller is still there to end them.
      dependsOn: [this.chart.release],
    });
  }
}

function chartValues({ cluster, facts, profile, zonalShift, isolated }: KarpenterProps): object {
  return {
    replicas: REPLICAS[profile],
    serviceAccount: { name: NAME },
    settings: {
      clusterName: cluster.clusterName,
      clusterEndpoint: cluster.endpoint,
      interruptionQueue: facts.queueName,
      eksControlPlane: true,
      enableZonalShift: zonalShift,
      isolatedVPC: isolated,
    },
    controller: {
      // Given, since pods cannot ask the metadata service (its hop limit is 1).
      env: [{ name: "AWS_REGION", value: cluster.region }],
      resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "1Gi" } },
    },
  };
}
