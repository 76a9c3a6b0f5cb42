/**
 * What `kubeadm config validate` lets pass and a cluster then stumbles over: ranges that overlap, modes and drivers that are none, arguments that
 * a component does not know (its container would end at once, and kubeadm wait four minutes for it), files that its pod does not see.
 */
import { overlaps, parseRange, readRange } from "../../../../model/cidr";
import { type Component, knownFlags } from "../../../../targets/kubeadm/component-flags";
import type {
  Argument,
  ClusterConfiguration,
  Configuration,
  HostPathMount,
  KubeletConfiguration,
  KubeProxyConfiguration,
  NodeRegistration,
} from "./kinds";

export interface ConfigurationProblem {
  /** Kind and field, such as `ClusterConfiguration.apiServer.extraArgs`. */
  readonly field: string;
  /** A whole sentence. */
  readonly message: string;
}

const PROXY_MODES = ["iptables", "ipvs", "nftables"];
const CGROUP_DRIVERS = ["systemd", "cgroupfs"];

/** @param minor of Kubernetes, such as `1.35` */
export function checkConfigurations(
  documents: readonly Configuration[],
  minor: string,
): readonly ConfigurationProblem[] {
  return documents.flatMap((document): readonly ConfigurationProblem[] => {
    switch (document.kind) {
      case "ClusterConfiguration":
        return checkCluster(document as ClusterConfiguration, minor);
      case "InitConfiguration":
      case "JoinConfiguration":
        return checkRegistration(
          document.kind,
          (document as unknown as { nodeRegistration?: NodeRegistration }).nodeRegistration,
          minor,
        );
      case "KubeletConfiguration":
        return oneOf(
          "KubeletConfiguration.cgroupDriver",
          (document as KubeletConfiguration).cgroupDriver,
          CGROUP_DRIVERS,
        );
      case "KubeProxyConfiguration":
        return oneOf("KubeProxyConfiguration.mode", (document as KubeProxyConfiguration).mode, PROXY_MODES);
      default:
        return [];
    }
  });
}

function checkCluster(cluster: ClusterConfiguration, minor: string): readonly ConfigurationProblem[] {
  const { networking, controlPlaneEndpoint, apiServer, controllerManager, scheduler } = cluster;
  const [pods, services] = [parseRange(networking.podSubnet), parseRange(networking.serviceSubnet)];
  const endpoint = readRange(controlPlaneEndpoint.replace(/:\d+$/, ""));
  const at = (field: string) => `ClusterConfiguration.${field}`;
  return [
    ...(pods && services && overlaps(pods, services)
      ? [
          {
            field: at("networking"),
            message: `Pods (${networking.podSubnet}) and Services (${networking.serviceSubnet}) overlap.`,
          },
        ]
      : []),
    ...(endpoint
      ? [pods, services]
          .filter((range) => range && overlaps(range, endpoint))
          .map(() => ({
            field: at("controlPlaneEndpoint"),
            message: `'${controlPlaneEndpoint}' is an address of pods or Services.`,
          }))
      : []),
    ...checkArguments(at("apiServer.extraArgs"), "kube-apiserver", apiServer.extraArgs, minor),
    ...checkFiles(at("apiServer.extraArgs"), apiServer.extraArgs, apiServer.extraVolumes ?? []),
    ...checkAnonymous(at("apiServer.extraArgs"), apiServer.extraArgs),
    ...checkArguments(at("controllerManager.extraArgs"), "kube-controller-manager", controllerManager.extraArgs, minor),
    ...checkFiles(at("controllerManager.extraArgs"), controllerManager.extraArgs, controllerManager.extraVolumes ?? []),
    ...checkArguments(at("scheduler.extraArgs"), "kube-scheduler", scheduler.extraArgs, minor),
    ...checkFiles(at("scheduler.extraArgs"), scheduler.extraArgs, scheduler.extraVolumes ?? []),
  ];
}

function checkRegistration(
  kind: string,
  registration: NodeRegistration | undefined,
  minor: string,
): readonly ConfigurationProblem[] {
  return checkArguments(
    `${kind}.nodeRegistration.kubeletExtraArgs`,
    "kubelet",
    registration?.kubeletExtraArgs ?? [],
    minor,
  );
}

/** Kubernetes' arguments may be there several times where they are lists; none of what is written here is. */
export function checkArguments(
  field: string,
  component: Component,
  given: readonly Argument[],
  minor: string,
): readonly ConfigurationProblem[] {
  const known = knownFlags(component, minor);
  return given.flatMap(({ name }, index): readonly ConfigurationProblem[] => {
    if (given.findIndex((other) => other.name === name) !== index) {
      return [{ field, message: `'${name}' is given twice.` }];
    }
    if (known === undefined || known.has(name)) return [];
    return [{ field, message: `${component} of Kubernetes ${minor} knows no argument '${name}'.` }];
  });
}

/** kubeadm mounts `/etc/kubernetes/pki` and the authorities of the system into the pods, and nothing else. */
const MOUNTED = ["/etc/kubernetes/pki", "/etc/ssl/certs"];

function checkFiles(
  field: string,
  given: readonly Argument[],
  volumes: readonly HostPathMount[],
): readonly ConfigurationProblem[] {
  const seen = [...MOUNTED, ...volumes.map(({ mountPath }) => mountPath)];
  return given
    .filter(
      ({ value }) =>
        value.startsWith("/") && !seen.some((folder) => value === folder || value.startsWith(`${folder}/`)),
    )
    .map(({ name, value }) => ({
      field,
      message: `The pod does not see the file '${value}' of '${name}': no volume is mounted there.`,
    }));
}

/** The two exclude each other (kubernetes.io/docs/reference/access-authn-authz/authentication, "Anonymous authenticator configuration"). */
function checkAnonymous(field: string, given: readonly Argument[]): readonly ConfigurationProblem[] {
  const has = (name: string) => given.some((argument) => argument.name === name);
  if (!has("anonymous-auth")) return [];
  return [
    {
      field,
      message: has("authentication-config")
        ? "'anonymous-auth' and 'authentication-config' exclude each other."
        : "'anonymous-auth' would end the probes of the API server's own pod: 'authentication-config' says what may be asked anonymously.",
    },
  ];
}

function oneOf(field: string, value: string, allowed: readonly string[]): readonly ConfigurationProblem[] {
  return allowed.includes(value) ? [] : [{ field, message: `'${value}' is none of ${allowed.join(", ")}.` }];
}
