/** Karpenter: nodes beyond the pools, as pods need them. What it needs of the cloud was made with the cluster. */
import type { Construct } from "constructs";
import type { Profile } from "../../../model/component";
import { Manifests } from "../../kit/cluster/manifests";
import { allowCredentials } from "../../kit/cluster/namespace-guard";
import { CONTROLLER_REPLICAS, resources } from "../../kit/cluster/operator/copies";
import { Operator } from "../../kit/cluster/operator/operator";
import type { IEksCluster, KarpenterFacts } from "./eks";
import { karpenterNodes, type KarpenterNodesProps } from "./karpenter-nodes";
import { karpenterPolicy } from "./karpenter-policy";

const NAME = "karpenter";
/** The chart's own (`controller.metrics.port`). */
const METRICS_PORT = 8080;

export interface KarpenterProps {
  /** The cluster that it runs in. */
  readonly cluster: IEksCluster;
  /** What Karpenter needs of the cloud. */
  readonly facts: KarpenterFacts;
  /** By it copies and requests are chosen. */
  readonly profile: Profile;
  /** Whether traffic can be led out of a zone. */
  readonly zonalShift: boolean;
  /** Whether the network has no way to the internet: prices, which only the internet has, are then those built in. */
  readonly isolated: boolean;
  /** What the nodes that it adds are like. */
  readonly nodes: Pick<KarpenterNodesProps, "version" | "subnetIds" | "capacity" | "cpu" | "memory" | "tags">;
  /** The user's chart values. @default none */
  readonly values?: object;
}

export class Karpenter extends Operator {
  public readonly nodes: Manifests;

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    const { cluster, facts } = props;
    super(scope, id, {
      chart: NAME,
      metricsPort: METRICS_PORT,
      egress: allowCredentials(cluster),
      identify: (self, serviceAccount) =>
        cluster.podIdentity(self, "identity", {
          namespace: NAME,
          serviceAccount,
          statements: karpenterPolicy(cluster, facts),
        }),
      definitions: "karpenter-crd",
      values: () => chartValues(props),
      overrides: props.values,
    });
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
    replicas: CONTROLLER_REPLICAS[profile],
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
      resources: resources("250m", "512Mi", "1Gi"),
    },
  };
}
