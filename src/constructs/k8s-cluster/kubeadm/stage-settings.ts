/**
 * What the stages of a host are told: `settings.sh`, which `assets/kubeadm/run.sh` reads. Nothing in it is secret. Names are
 * those that the scripts know.
 */
import type { EnvironmentFacts } from "../../../model/component";
import type { KubeadmBlock } from "../../../targets/kubeadm/block";
import { distributionNames } from "../../../targets/kubeadm/distributions";
import { STAGES } from "../../../targets/kubeadm/stages";
import { isIpv4 } from "../../../targets/kubeadm/forms";
import type { Host } from "../../../targets/kubeadm/host-section";
import type { ClusterSettings } from "./config/settings";
import { storageKind } from "./platform/defaults";
import { kubeadmClusterBlock, type PlatformSettings } from "./platform/section";

/** Those of nobody on the internet (RFC 1918): who administers, where the file names no ranges. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

export interface StageInput {
  readonly host: Host;
  readonly block: KubeadmBlock;
  readonly settings: ClusterSettings;
  readonly profile: EnvironmentFacts["profile"];
  /** What will run on it: `cluster.kubeadm`. @default the defaults of its fields */
  readonly platform?: PlatformSettings | undefined;
}

export function stageSettings({ host, block, settings, profile, ...rest }: StageInput): string {
  const platform = rest.platform ?? kubeadmClusterBlock.parse({});
  const { endpoint } = block;
  const pair = ({ name, address }: { readonly name: string; readonly address: string }): string => `${name}=${address}`;
  const controlPlanes = settings.nodes.filter(({ role }) => role === "control-plane");
  return lines({
    NODE_NAME: host.name,
    NODE_ADDRESS: host.nodeAddress ?? host.address,
    ROLE: host.role,
    SSH_USER: host.user ?? block.user,
    DISTRIBUTION: host.distribution ?? "",
    DISTRIBUTIONS: distributionNames.join(" "),
    NODES: settings.nodes.map(pair).join(" "),
    CONTROL_PLANES: controlPlanes.map(pair).join(" "),
    POD_CIDR: settings.podCidr,
    SERVICE_CIDR: settings.serviceCidr,
    ADMIN_CIDRS: adminRanges(block).join(" "),
    BALANCERS: endpoint.kind === "external" && isIpv4(endpoint.host) ? endpoint.host : "",
    ENDPOINT_KIND: endpoint.kind,
    ENDPOINT_HOST: settings.endpoint.host,
    ENDPOINT_PORT: String(settings.endpoint.port),
    ENDPOINT_INTERFACE: ("interface" in endpoint ? endpoint.interface : undefined) ?? "",
    ROUTER_ID: endpoint.kind === "keepalived" ? String(endpoint.routerId) : "",
    KUBERNETES_MINOR: settings.version.replace(/\.\d+$/, ""),
    KUBERNETES_VERSION: settings.version,
    PAUSE_IMAGE: settings.pauseImage,
    STAGES_OFF: STAGES.filter((stage) => block.stages[stage] === false).join(" "),
    RETRIES: String(block.retries),
    COMMAND_TIMEOUT: String(block.commandTimeout),
    NETWORK_MODE: platform.network.encapsulation,
    WIREGUARD: platform.network.wireguard ? "yes" : "",
    LOAD_BALANCERS: platform.loadBalancers.pools.length > 0 ? "yes" : "",
    STORAGE: storageKind(platform, { profile }),
    STORAGE_PATH: platform.storage.path,
    // The smallest set is for trying things out: what records and what bans costs memory.
    EXTRAS: profile === "minimal" ? "" : "audit ban",
  });
}

/** From where SSH and the API server are reached. */
export function adminRanges({ adminCidrs, bastion }: KubeadmBlock): readonly string[] {
  return [
    ...(adminCidrs.length > 0 ? adminCidrs : PRIVATE_RANGES),
    ...(bastion && isIpv4(bastion.address) ? [bastion.address] : []),
  ];
}

/** In single quotes nothing means anything to a shell but the quote itself. */
function lines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join("");
}
