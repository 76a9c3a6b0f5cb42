/** What opens secrets that stand encrypted in a repository: Sealed Secrets, with the environment's own key. */
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct } from "constructs";
import { resources } from "../../kit/cluster/operator/copies";
import { Operator } from "../../kit/cluster/operator/operator";
import { PRIORITY } from "../../kit/cluster/priority";
import { SEALED_NAMESPACE, SEALING_KEY } from "./names";

/** Where it hands out its certificate, and where it shows its metrics. */
const HTTP_PORT = 8080;
const METRICS_PORT = 8081;

export interface SealedSecretsProps {
  /** PEM. */
  readonly certificate: string;
  /** PEM; secret. */
  readonly privateKey: string;
  /** Values of the chart. @default none */
  readonly values?: object | undefined;
}

export class SealedSecrets extends Construct {
  public readonly operator: Operator;

  /** @throws JangadaError CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, { certificate, privateKey, values }: SealedSecretsProps) {
    super(scope, id);
    this.operator = new Operator(this, "Default", {
      chart: "sealed-secrets",
      name: SEALED_NAMESPACE,
      metricsPort: METRICS_PORT,
      // `kubeseal` asks for the certificate through the API server.
      ingress: [{ peers: ["cluster"], ports: [HTTP_PORT] }],
      before: (self, namespace) => [
        new SecretV1(self, "key", {
          metadata: {
            name: SEALING_KEY,
            namespace,
            // By which the controller finds its keys (pkg/controller/keys.go).
            labels: { "sealedsecrets.bitnami.com/sealed-secrets-key": "active" },
          },
          type: "kubernetes.io/tls",
          data: { "tls.crt": certificate, "tls.key": privateKey },
        }),
      ],
      values: () => ({
        // By which kubeseal looks for it.
        fullnameOverride: "sealed-secrets-controller",
        // A key that the controller makes would be nowhere but in the cluster, and go with it.
        keyrenewperiod: "0",
        priorityClassName: PRIORITY.platform,
        resources: resources("20m", "64Mi", "128Mi"),
        // Everyone who is logged in may ask for the certificate; nobody for anything else.
        rbac: { serviceProxier: { create: true, bind: true } },
      }),
      overrides: values,
    });
    this.node.defaultChild = this.operator.chart.release;
  }
}
