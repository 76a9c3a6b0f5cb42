/** The operators that run brokers in the cluster, and make what stands on brokers, wherever these run. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Profile } from "../../../model/component";
import { Manifests } from "../../kit/cluster/manifests";
import { Operator } from "../../kit/cluster/operator/operator";
import { brokerAuthority } from "./authority";
import { brokerProtection } from "./protection";
import { RABBITMQ_NAMESPACE } from "./names";
import {
  CLUSTER_OPERATOR,
  CLUSTER_OPERATOR_RULES,
  OperatorRights,
  TOPOLOGY_OPERATOR,
  TOPOLOGY_OPERATOR_RULES,
} from "./operator-rights";
import { CLUSTER_METRICS_PORT, operatorValues, TOPOLOGY_METRICS_PORT, TOPOLOGY_WEBHOOK_PORT } from "./operator-values";

const CHART = "rabbitmq-cluster-operator";
/** AMQP over TLS. */
const AMQPS = 5671;

export interface RabbitmqOperatorsProps {
  /** Name of the environment: the authority is called after it. */
  readonly environment: string;
  /** By it copies and requests are chosen. */
  readonly profile: Profile;
  /** Range that the API server calls the webhook from, and in which managed brokers stand. */
  readonly networkCidr: string;
  /** Whether brokers run in the cluster. @default false */
  readonly brokers?: boolean;
  /** cert-manager: it makes the certificate of the webhook, and those of brokers. */
  readonly certificates: readonly ITerraformDependable[];
}

/**
 * Namespace, network policy, definitions of the custom resources, rights and chart. Both operators see one namespace, and have
 * rights in no other: a tenant's custom resources do nothing, and are of no operator's business.
 */
export class RabbitmqOperators extends Operator {
  constructor(scope: Construct, id: string, props: RabbitmqOperatorsProps) {
    const { environment, profile, networkCidr, brokers = false, certificates } = props;
    super(scope, id, {
      chart: CHART,
      chartId: "operators",
      name: RABBITMQ_NAMESPACE,
      webhook: { port: TOPOLOGY_WEBHOOK_PORT, cidr: networkCidr },
      ingress: [
        // The nodes of a broker among each other, and the operator and Jobs at their management.
        { peers: [{ namespace: RABBITMQ_NAMESPACE }], ports: [] },
        { peers: ["cluster"], ports: [CLUSTER_METRICS_PORT, TOPOLOGY_METRICS_PORT] },
      ],
      egress: [
        { peers: [{ namespace: RABBITMQ_NAMESPACE }], ports: [] },
        { peers: [{ cidr: networkCidr }], ports: [AMQPS] },
      ],
      before: (self, namespace) => {
        const rights = [
          new OperatorRights(self, "cluster-operator", {
            namespace,
            serviceAccount: CLUSTER_OPERATOR,
            rules: CLUSTER_OPERATOR_RULES,
          }),
          new OperatorRights(self, "topology-operator", {
            namespace,
            serviceAccount: TOPOLOGY_OPERATOR,
            rules: TOPOLOGY_OPERATOR_RULES,
          }),
        ];
        const authority = brokers
          ? [
              new Manifests(self, "authority", {
                releaseName: "rabbitmq-authority",
                namespace,
                objects: brokerAuthority(RABBITMQ_NAMESPACE, environment),
                dependsOn: certificates,
              }).release,
              new Manifests(self, "protection", {
                releaseName: "rabbitmq-protection",
                namespace,
                objects: brokerProtection(),
              }).release,
            ]
          : [];
        return [...rights.map(({ binding }) => binding), ...authority];
      },
      values: () => operatorValues({ profile, namespace: RABBITMQ_NAMESPACE, brokers }),
      dependsOn: certificates,
    });
  }
}
