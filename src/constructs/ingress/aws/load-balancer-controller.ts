/** The AWS load balancer controller: makes the network load balancer that the ingress controller's Service asks for. */
import type { Construct } from "constructs";
import { awsPartition } from "../../kit/aws/partition";
import { allowCredentials } from "../../kit/cluster/namespace-guard";
import { CONTROLLER_REPLICAS, disruptionBudget, resources, topologySpread } from "../../kit/cluster/operator/copies";
import { Operator } from "../../kit/cluster/operator/operator";
import type { EdgeProps } from "../cluster/edge";
import { eksCluster } from "./eks-cluster";
import { loadBalancerControllerPolicy } from "./load-balancer-controller-policy";

const NAME = "aws-load-balancer-controller";
/** The chart's own. */
const WEBHOOK_PORT = 9443;
const METRICS_PORT = 8080;

export class LoadBalancerController extends Operator {
  constructor(scope: Construct, id: string, props: EdgeProps) {
    const { settings, cluster, network } = props;
    const copies = CONTROLLER_REPLICAS[settings.profile];
    const { enabled, ...budget } = disruptionBudget(copies);
    super(scope, id, {
      chart: NAME,
      webhook: { port: WEBHOOK_PORT, cidr: network.cidr },
      metricsPort: METRICS_PORT,
      egress: allowCredentials(cluster),
      identify: (self, serviceAccount) =>
        eksCluster(cluster, self).podIdentity(self, "identity", {
          namespace: NAME,
          serviceAccount,
          statements: loadBalancerControllerPolicy(awsPartition(settings.region)),
        }),
      values: () => ({
        clusterName: cluster.clusterName,
        // Given, since pods cannot ask the metadata service (its hop limit is 1).
        region: settings.region,
        vpcId: network.networkId,
        replicaCount: copies,
        podDisruptionBudget: enabled ? budget : {},
        topologySpreadConstraints: topologySpread({ "app.kubernetes.io/name": NAME }),
        resources: resources("50m", "128Mi", "512Mi"),
        serviceAccount: { name: NAME },
        podSecurityContext: { fsGroup: 65534, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        securityContext: {
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
        },
        // Else every Service of the cluster, also of other charts, could only be made while this webhook runs.
        enableServiceMutatorWebhook: false,
        // Ingresses are Traefik's.
        webhookConfig: { disableIngressValidation: true },
        createIngressClassResource: false,
        ingressClassParams: { create: false },
        // Else each upgrade makes a new certificate for the webhooks.
        keepTLSSecret: true,
        enableShield: false,
        enableWaf: false,
        enableWafv2: false,
        defaultTags: settings.tags,
      }),
      overrides: settings.aws.values.loadBalancerController,
    });
  }
}
