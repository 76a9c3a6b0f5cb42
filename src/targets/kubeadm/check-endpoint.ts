/** Whether the API server's endpoint outlives a control plane. */
import type { SectionProblem } from "../../model/component";
import { nameOf, nodeAddressOf } from "./check-hosts";
import { isDnsName } from "./forms";
import type { WrittenBlock, WrittenHost } from "./written";

export function checkEndpoint(block: WrittenBlock): readonly SectionProblem[] {
  const { endpoint, hosts } = block;
  if (!endpoint) return [];
  const controlPlanes = hosts.filter(({ role, state }) => role === "control-plane" && state !== "absent");
  const nodes = hosts.filter(({ state }) => state !== "absent");
  if (endpoint.kind === "single") return checkSingle(endpoint.host, controlPlanes);
  const [field, value] =
    "address" in endpoint ? (["address", endpoint.address] as const) : (["host", endpoint.host] as const);
  const own = hosts.find((host) => isCalled(host, value));
  if (!own) return [];
  // Of an own load balancer before one machine, it may be that machine's port: everywhere else the node takes the endpoint with it.
  if (endpoint.kind === "external" && nodes.length === 1) return [];
  return [
    {
      path: ["endpoint", field],
      code: "ENDPOINT_IS_A_NODE",
      message: `The endpoint '${value}' is the host '${nameOf(own)}' itself: when that fails, or is replaced, the cluster cannot be reached.`,
      remedy:
        endpoint.kind === "external"
          ? "Write the load balancer's own name or address; or let a virtual address move: `kind: keepalived` or `kube-vip`."
          : "Write an address of that network that no host has.",
    },
  ];
}

function checkSingle(host: string | undefined, controlPlanes: readonly WrittenHost[]): readonly SectionProblem[] {
  return [
    ...(controlPlanes.length > 1
      ? [
          {
            path: ["endpoint", "kind"],
            code: "ENDPOINT_OF_ONE",
            message: `There are ${controlPlanes.length} control planes, and clients would know the first one alone.`,
            remedy: "Write `kind: external`, `keepalived` or `kube-vip`.",
          },
        ]
      : []),
    ...(host !== undefined && !isDnsName(host)
      ? [
          {
            path: ["endpoint", "host"],
            code: "ENDPOINT_NOT_A_NAME",
            message: `'${host}' is an address, which cannot move when there are more control planes one day.`,
            remedy: "Write a DNS name, or leave it out.",
          },
        ]
      : []),
  ];
}

function isCalled(host: WrittenHost, value: string): boolean {
  const plain = value.toLowerCase().replace(/\.$/, "");
  return [host.name, host.address?.toLowerCase().replace(/\.$/, ""), nodeAddressOf(host)].includes(plain);
}
