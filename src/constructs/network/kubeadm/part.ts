/** What bare hosts add to the component `network`: nothing is made, and what the file says of it has to be what is there. */
import type { EnvironmentFacts, SectionProblem, TargetPart } from "../../../model/component";
import { kubeadmBlockOf } from "../../../targets/kubeadm/block";
import { checkRange } from "../check";
import type { NetworkSection } from "../section";
import { HOSTS_PREFIX, isWithin, nodeAddresses, rangeAround } from "./range-of-hosts";

export const kubeadmNetworkPart: TargetPart<NetworkSection> = {
  // That of the hosts, so that nobody has to say it twice.
  defaults: (facts) => {
    const block = kubeadmBlockOf(facts);
    const cidr = block && rangeAround(nodeAddresses(block));
    return cidr === undefined ? {} : { cidr };
  },
  check: (section, { facts }) => [...checkRange(section, HOSTS_PREFIX), ...checkHosts(section, facts)],
};

function checkHosts({ cidr }: NetworkSection, facts: EnvironmentFacts): readonly SectionProblem[] {
  const block = kubeadmBlockOf(facts);
  if (!block || cidr === undefined) return [];
  return nodeAddresses(block).flatMap((address, index): readonly SectionProblem[] => {
    if (isWithin(cidr, address)) return [];
    return [
      {
        path: ["kubeadm", "hosts", index, block.hosts[index]?.nodeAddress === undefined ? "address" : "nodeAddress"],
        fromTop: true,
        code: "HOST_NOT_IN_NETWORK",
        message: `'${block.hosts[index]?.name}' is reached by the other nodes at ${address}, which is not in the network (${cidr}): what lets the network in would close it out.`,
        remedy:
          "Write as `network.cidr` the range that all nodes are in; or leave it out where one of /16 to /20 holds them.",
        cause: "network.cidr",
      },
    ];
  });
}
