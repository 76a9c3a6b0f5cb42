import { utils } from "ssh2";
import { knownHosts } from "../../../../../src/constructs/k8s-cluster/kubeadm/hosts/known-hosts";
import { hostKeyOf } from "../../../../helpers/host-keys";

test("a host and its bastion are known by a line each, behind a key that is no host's", () => {
  const [first = "", ...lines] = knownHosts([
    { address: "192.0.2.11", port: 22, key: hostKeyOf(1) },
    { address: "gate.example.org", port: 2222, key: hostKeyOf(2) },
  ]).split("\n");

  expect(first).toMatch(/^sk-ssh-ed25519@openssh\.com [A-Za-z0-9+/]+=*$/);
  expect(lines).toEqual([`192.0.2.11 ${hostKeyOf(1)}`, `[gate.example.org]:2222 ${hostKeyOf(2)}`]);
  // No client of these takes it for one of a host.
  expect(utils.parseKey(first)).toBeInstanceOf(Error);
});
