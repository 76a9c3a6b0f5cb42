/** An ingress on Azure: the standard load balancer that the cluster makes, and Azure DNS. */
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Fn, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { resourceGroupOfId, subscriptionOfId } from "../../kit/azure/arm-id";
import { CLIENT_ID_ANNOTATION, clusterPrincipalOf } from "../../kit/azure/cluster-place";
import { NodesOpening } from "../../kit/azure/nodes-opening";
import type { Edge, EdgeDns, EdgeFactory, EdgeProps, EdgeService } from "../cluster/edge";
import { allowedRanges } from "../section";
import { AzureDnsZone } from "./azure-dns-zone";
import { PublicAddress } from "./public-address";

/** cloud-provider-azure.sigs.k8s.io/topics/loadbalancer */
const ANNOTATION = "service.beta.kubernetes.io/azure-";

/**
 * A node without a pod of Traefik is out after two probes, before a pod that stops lets go of its connections. Of a Service that leads
 * to pods of its node alone, the path and port of the probe are Kubernetes' own, and cannot be chosen.
 */
const PROBE = { "load-balancer-health-probe-interval": "5", "load-balancer-health-probe-num-of-probe": "2" };

const OPENING_PRIORITY = 2000;

/** Where external-dns looks for what it must know of Azure. */
const CONFIGURATION_FOLDER = "/etc/kubernetes";

export const azureEdge: EdgeFactory = (scope, props): Edge => {
  const { settings, network } = props;
  const { region: location } = settings;
  const name = `${settings.environment}-ingress`;
  let made: ResourceGroup | undefined;
  // Apart from the rest of the environment: external-dns has to read all of a group, and the cluster to change what it finds in one.
  const group = (): ResourceGroup => (made ??= new ResourceGroup(scope, "resource-group", { name, location }));
  const dns = azureDns(scope, props, () => group().name);
  const ranges = allowedRanges(settings);
  // The cluster writes rules for its own nodes alone, and not those of the subnet.
  const { rule } = new NodesOpening(scope, "opening", {
    network,
    name: "ingress",
    priority: OPENING_PRIORITY,
    from: ranges,
    ports: [80, 443],
  });
  if (settings.exposure === "internal") {
    return edge(service({ "load-balancer-internal": "true" }, ranges), dns, [rule]);
  }
  const address = new PublicAddress(scope, "address", {
    name,
    location,
    group: group(),
    protected: settings.protected,
    clusterPrincipalId: clusterPrincipalOf(props.cluster),
  });
  const named = { "load-balancer-resource-group": name, "pip-name": name };
  return edge(service(named, ranges), dns, [address.resource, address.role, rule]);
};

function edge(
  edgeService: EdgeService,
  dns: EdgeDns | undefined,
  ready: readonly (ITerraformDependable | undefined)[],
): Edge {
  return {
    service: edgeService,
    ...(dns ? { dns } : {}),
    namespaceLabels: {},
    ready: ready.filter((each) => each !== undefined),
  };
}

function service(annotations: Readonly<Record<string, string>>, sources: readonly string[]): EdgeService {
  return {
    annotations: Object.fromEntries(
      Object.entries({ ...PROBE, ...annotations }).map(([key, value]) => [`${ANNOTATION}${key}`, value]),
    ),
    // The load balancer keeps the client's address; a second hop between nodes would replace it, and who may connect is told by it.
    spec: { externalTrafficPolicy: "Local" },
    proxyProtocol: false,
    sources,
    // What pods send to the load balancer's address does not leave the cluster: it comes from them.
    fromPods: true,
  };
}

function azureDns(scope: Construct, { settings }: EdgeProps, resourceGroup: () => string): EdgeDns | undefined {
  if (!settings.dnsZone) return undefined;
  const { name } = settings.dnsZone;
  const { zoneId, nameServers } = new AzureDnsZone(scope, "dns-zone", { name, settings, resourceGroup });
  const subscriptionID = subscriptionOfId(zoneId);
  const resourceGroupName = resourceGroupOfId(zoneId);
  return {
    zoneId,
    nameServers,
    permission: { kind: "dns-records", zoneIds: [zoneId] },
    solver: (identity) => {
      const clientID = identity?.serviceAccountAnnotations[CLIENT_ID_ANNOTATION];
      return {
        azureDNS: {
          subscriptionID,
          resourceGroupName,
          hostedZoneName: name,
          environment: "AzurePublicCloud",
          ...(clientID === undefined ? {} : { managedIdentity: { clientID } }),
        },
      };
    },
    externalDns: {
      provider: { name: "azure" },
      // Of the zones of that group, this one alone; the filter takes the end of an id.
      extraArgs: { "zone-id-filter": `/${name}` },
    },
    configuration: {
      folder: CONFIGURATION_FOLDER,
      files: {
        "azure.json": Fn.jsonencode({
          subscriptionId: subscriptionID,
          resourceGroup: resourceGroupName,
          useWorkloadIdentityExtension: true,
        }),
      },
    },
  };
}
