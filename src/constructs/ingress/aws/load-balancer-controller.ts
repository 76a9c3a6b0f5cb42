/** The AWS load balancer controller: makes the network load balancer that the ingress controller's Service asks for. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { awsPartition } from "../../kit/aws/partition";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { credentialsOut, HTTPS_OUT, NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { CONTROLLERS, disruptionBudget, resources, spread } from "../cluster/copies";
import type { EdgeProps } from "../cluster/edge";
import { eksCluster } from "./eks-cluster";
import { loadBalancerControllerPolicy } from "./load-balancer-controller-policy";

const NAME = "aws-load-balancer-controller";
const WEBHOOK_PORT = 9443;
const METRICS_PORT = 8080;

export class LoadBalancerController extends Construct {
  public readonly namespace: KubernetesNamespace;
  public readonly chart: HelmChart;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const { settings, cluster, network } = props;
    this.namespace = new KubernetesNamespace(this, "namespace", { name: NAME, podSecurity: "restricted" });
    const guard = new NamespaceGuard(this, "guard", {
      namespace: this.namespace.name,
      ingress: [
        { peers: [{ cidr: network.cidr }], ports: [WEBHOOK_PORT] },
        { peers: ["cluster"], ports: [METRICS_PORT] },
      ],
      egress: [HTTPS_OUT, ...credentialsOut(cluster)],
    });
    const copies = CONTROLLERS[settings.profile];
    const { enabled, ...budget } = disruptionBudget(copies);
    this.chart = new HelmChart(this, "Default", {
      chart: "aws-load-balancer-controller",
      releaseName: NAME,
      namespace: this.namespace.name,
      values: {
        clusterName: cluster.clusterName,
        // Given, since pods cannot ask the metadata service (its hop limit is 1).
        region: settings.region,
        vpcId: network.networkId,
        replicaCount: copies,
        podDisruptionBudget: enabled ? budget : {},
        topologySpreadConstraints: spread({ "app.kubernetes.io/name": NAME }),
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
      },
      overrides: settings.aws.values.loadBalancerController,
      dependsOn: [guard.resource, ...this.identity(props)],
    });
    this.node.defaultChild = this.chart.release;
  }

  /** What the pods must find before they start. */
  private identity({ settings, cluster }: EdgeProps): ITerraformDependable[] {
    return terraformDependables(
      eksCluster(cluster, this).podIdentity(this, "identity", {
        namespace: NAME,
        serviceAccount: NAME,
        statements: loadBalancerControllerPolicy(awsPartition(settings.region)),
      }).ready,
    );
  }
}
