/** What a new file is asked for of hosts of one's own. Addresses that nobody gave are those of documents (RFC 5737). */
import type { BlockAnswers, BlockQuestion } from "../../../model/new-block";
import { ENDPOINT_FORM } from "./endpoint-answer";
import { HOST_FORM } from "./host-answers";

export const EXAMPLE_HOSTS = ["cp1=192.0.2.11", "cp2=192.0.2.12", "cp3=192.0.2.13"];
export const EXAMPLE_ENDPOINT = "keepalived:192.0.2.10";

const ofHosts = ["kubeadm.hosts", "network.cidr"];

export const questions: readonly BlockQuestion[] = [
  {
    option: "control-plane",
    value: HOST_FORM,
    several: true,
    title: "Control planes (1, 3 or 5), name=address each, with spaces between",
    description: "a host that is a control plane, such as cp1=192.0.2.11; repeatable (default: three examples)",
    paths: ofHosts,
    usual: () => EXAMPLE_HOSTS,
  },
  {
    option: "worker",
    value: HOST_FORM,
    several: true,
    title: "Workers, likewise (none, the control planes take all pods: -)",
    description: "a host that runs pods alone; repeatable (default: none, the control planes take all pods)",
    paths: ofHosts,
    usual: () => [],
  },
  {
    option: "endpoint",
    value: ENDPOINT_FORM,
    title:
      "Where the API server is reached (keepalived:<unused address>, kube-vip:<unused address>, external:<load balancer>, single)",
    description:
      "where the API server is reached: keepalived:<unused address>, kube-vip:<unused address>, external:<load balancer>, or single (default: single of one control plane, an example of several)",
    paths: ["kubeadm.endpoint"],
    usual: (given) => [endpointOf(given)],
  },
  {
    option: "user",
    value: "name",
    title: "Who logs in to the hosts by SSH, and becomes root by sudo without a password",
    description: "who logs in to the hosts, and becomes root by sudo without a password (default: ops)",
    paths: ["kubeadm.user"],
    usual: () => ["ops"],
  },
  {
    option: "key-file",
    value: "path",
    title: "The private key that logs in, without a passphrase",
    description: "path of the private key that logs in, without a passphrase (default: ~/.ssh/platform)",
    paths: ["kubeadm.keyFile"],
    usual: () => ["~/.ssh/platform"],
  },
  {
    option: "known-hosts",
    value: "file",
    title:
      "File of the hosts' public keys, as ssh-keyscan writes it or ~/.ssh/known_hosts is (none, to be filled in: -)",
    description:
      "file of the hosts' public keys, as ssh-keyscan writes it or ~/.ssh/known_hosts is (default: examples, to be filled in)",
    paths: ["kubeadm.hosts"],
    usual: () => [],
  },
  {
    option: "host-key",
    value: "name=key",
    several: true,
    unasked: true,
    title: "A host's public key",
    description: "a host's public key, such as 'cp1=ssh-ed25519 AAAA…'; repeatable",
    paths: ["kubeadm.hosts"],
    usual: () => [],
  },
  {
    option: "admin-cidr",
    value: "range",
    several: true,
    title: "IPv4 ranges from which SSH and the API server are reached, yours among them (the private ranges: -)",
    description:
      "a range from which SSH and the API server are reached; repeatable; whoever deploys must be in one (default: the private ranges)",
    paths: ["kubeadm.adminCidrs"],
    usual: () => [],
  },
  {
    option: "address-pool",
    value: "range",
    several: true,
    title: "Unused addresses of the hosts' network for load balancers, such as 192.0.2.192/27 (none: -)",
    description: "unused addresses of the hosts' network for load balancers, which an ingress needs; repeatable",
    paths: ["cluster.kubeadm.loadBalancers"],
    usual: () => [],
  },
];

/** Of one control plane it can only be that; of several, somebody has to name an address. */
function endpointOf({ "control-plane": given = EXAMPLE_HOSTS }: BlockAnswers): string {
  return given.length === 1 ? "single" : EXAMPLE_ENDPOINT;
}
