/** Hosts as they are named in an answer: `cp1=192.0.2.11`, `192.0.2.11`, `cp1=cp1.example.org:2222,10.0.0.11`. */
import type { AnswerProblem } from "../../../model/new-block";
import type { ROLES } from "../host-section";

export interface NewHost {
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly address: string;
  readonly nodeAddress?: string;
  readonly port: number;
}

export const HOST_FORM = "name=address";
const FORM = /^(?:([^=\s]+)=)?([^=:,\s]+)(?::(\d{1,5}))?(?:,([^=:,\s]+))?$/;

const SHORT = { "control-plane": "cp", worker: "w" } as const;

export function readHosts(
  role: NewHost["role"],
  answers: readonly string[],
): { readonly hosts: readonly NewHost[]; readonly problems: readonly AnswerProblem[] } {
  const hosts: NewHost[] = [];
  const problems: AnswerProblem[] = [];
  answers.forEach((answer, index) => {
    const [, name, address, port, nodeAddress] = FORM.exec(answer) ?? [];
    if (address === undefined) {
      problems.push({
        option: role,
        code: "INIT_HOST_FORM",
        hides: ["kubeadm.hosts"],
        message: `'${answer}' names no host.`,
        remedy: `Write ${HOST_FORM}: ${SHORT[role]}1=192.0.2.11; with a port, :2222 behind it; where SSH knows another address than the nodes, ,<IPv4 address in the nodes' network> at the end.`,
      });
      return;
    }
    hosts.push({
      name: name ?? `${SHORT[role]}${index + 1}`,
      role,
      address,
      port: Number(port ?? 22),
      ...(nodeAddress === undefined ? {} : { nodeAddress }),
    });
  });
  return { hosts, problems };
}
