/** An ingress on AWS: a network load balancer, and Route 53. */
import type { Construct } from "constructs";
import { physicalName } from "../../kit/cdktf/names";
import { AwsDnsZone } from "./aws-dns-zone";
import type { Edge, EdgeDns, EdgeProps, EdgeService } from "../cluster/edge";
import { LoadBalancerController } from "./load-balancer-controller";

/** Characters of a load balancer's name (docs.aws.amazon.com/elasticloadbalancing/latest/network/create-network-load-balancer.html). */
const NAME_LENGTH = 32;

/** What makes the controller take a Service, without its webhook having to say so. */
const LOAD_BALANCER_CLASS = "service.k8s.aws/nlb";

/** Makes pods ready only when the load balancer finds them healthy: a rolling update loses no connection. */
const READINESS_GATES = { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" };

export function awsEdge(scope: Construct, props: EdgeProps): Edge {
  const controller = new LoadBalancerController(scope, "load-balancer-controller", props);
  const dns = awsDns(scope, props);
  return {
    service: awsService(props),
    ...(dns ? { dns } : {}),
    namespaceLabels: READINESS_GATES,
    ready: [controller.chart.release],
  };
}

/** Annotations: kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/guide/service/annotations. */
function awsService({ settings, network }: EdgeProps): EdgeService {
  const isPublic = settings.exposure === "public";
  const attributes = {
    "load_balancing.cross_zone.enabled": "true",
    "deletion_protection.enabled": String(settings.protected),
  };
  const annotations = {
    name: physicalName([settings.environment, "ingress"], NAME_LENGTH),
    scheme: isPublic ? "internet-facing" : "internal",
    subnets: network
      .subnets(isPublic ? "public" : "private")
      .map(({ id }) => id)
      .join(","),
    // To the pods themselves: no node ports, no second hop.
    "nlb-target-type": "ip",
    // The client's address travels in a PROXY header. Kept as the packets' source instead, it would break connections of
    // pods to the ingress of their own cluster (cert-manager makes them).
    "proxy-protocol": "*",
    "target-group-attributes": "preserve_client_ip.enabled=false",
    attributes: Object.entries(attributes)
      .map((pair) => pair.join("="))
      .join(","),
  };
  return {
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [`service.beta.kubernetes.io/aws-load-balancer-${key}`, value]),
    ),
    spec: { loadBalancerClass: LOAD_BALANCER_CLASS },
    proxyProtocol: true,
    sources: [network.cidr],
  };
}

function awsDns(scope: Construct, { settings }: EdgeProps): EdgeDns | undefined {
  if (!settings.dnsZone) return undefined;
  const { name } = settings.dnsZone;
  const zone = new AwsDnsZone(scope, "dns-zone", { name, settings });
  return {
    zoneId: zone.zoneId,
    nameServers: zone.nameServers,
    permission: { kind: "dns-records", zoneIds: [zone.zoneId] },
    solver: () => ({ route53: { region: settings.region, hostedZoneID: zone.zoneId } }),
    externalDns: {
      provider: { name: "aws" },
      env: [{ name: "AWS_DEFAULT_REGION", value: settings.region }],
      extraArgs: { "zone-id-filter": zone.zoneId },
    },
  };
}
