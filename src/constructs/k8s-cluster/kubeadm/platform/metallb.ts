/** Addresses of Services of the type LoadBalancer: MetalLB, which has one node answer for each by ARP. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { KubernetesObject } from "../../../kit/cluster/kubernetes-object";
import { Manifests } from "../../../kit/cluster/manifests";
import { resources } from "../../../kit/cluster/operator/copies";
import { Operator } from "../../../kit/cluster/operator/operator";
import { PRIORITY } from "../../../kit/cluster/priority";
import { METALLB_NAMESPACE, METALLB_WEBHOOK_PORT } from "./names";
import type { AddressPool } from "./section";

const API = "metallb.io/v1beta1";

export interface MetalLbProps {
  /** As the file writes them. */
  readonly pools: readonly AddressPool[];
  /** Of the nodes: the API server calls the webhook from there. */
  readonly networkCidr: string;
  /** Whether control planes answer, too: they run the pods where there are no workers. */
  readonly onControlPlanes: boolean;
  /** Values of the chart. @default none */
  readonly values?: object | undefined;
  /** The pods' network. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export class MetalLb extends Construct {
  public readonly operator: Operator;
  public readonly pools: Manifests;

  /** @throws JangadaError CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, props: MetalLbProps) {
    super(scope, id);
    const { pools, networkCidr, onControlPlanes, values, dependsOn } = props;
    this.operator = new Operator(this, "operator", {
      chart: "metallb",
      name: METALLB_NAMESPACE,
      // Speakers answer on their hosts' own interfaces.
      podSecurity: "privileged",
      webhook: { port: METALLB_WEBHOOK_PORT, cidr: networkCidr },
      values: () => metalLbValues(onControlPlanes),
      overrides: values,
      dependsOn,
    });
    this.pools = new Manifests(this, "pools", {
      releaseName: "metallb-pools",
      namespace: this.operator.namespace.name,
      objects: poolObjects(pools),
      dependsOn: [this.operator.chart.release],
    });
    this.node.defaultChild = this.pools.release;
  }
}

function metalLbValues(ignoreExcludeLB: boolean): object {
  return {
    fullnameOverride: "metallb",
    // ARP alone: no routers are told of anything by BGP.
    frrk8s: { enabled: false },
    // Nobody is given a right to its metrics: what can be seen of Services from outside tells the same (`observed.ts`).
    prometheus: { rbacPrometheus: false },
    controller: {
      priorityClassName: PRIORITY.cluster,
      resources: resources("20m", "64Mi", "256Mi"),
      // The namespace's level is the speakers'; this one needs none of it.
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65534,
        fsGroup: 65534,
        seccompProfile: { type: "RuntimeDefault" },
      },
    },
    speaker: {
      // kubeadm labels control planes as none that answer for load balancers (constants.LabelExcludeFromExternalLB).
      ignoreExcludeLB,
      priorityClassName: PRIORITY.node,
      resources: resources("20m", "64Mi", "256Mi"),
    },
  };
}

export function poolObjects(pools: readonly AddressPool[]): readonly KubernetesObject[] {
  return pools.flatMap(({ name, addresses, automatic, interfaces }): readonly KubernetesObject[] => {
    const metadata = { name, namespace: METALLB_NAMESPACE };
    return [
      {
        apiVersion: API,
        kind: "IPAddressPool",
        metadata,
        // Some routers drop what ends in 0 or 255; none of one's own should.
        spec: { addresses: [...addresses], autoAssign: automatic, avoidBuggyIPs: true },
      },
      {
        apiVersion: API,
        kind: "L2Advertisement",
        metadata,
        spec: { ipAddressPools: [name], ...(interfaces === undefined ? {} : { interfaces: [...interfaces] }) },
      },
    ];
  });
}
