/** What a rehearsal is told of the hosts of a file. */
import { z } from "zod";
import { blockFields } from "../../../src/targets/kubeadm/block";
import { existingHosts } from "../../../src/targets/kubeadm/existing-hosts";

const block = (stages: Readonly<Record<string, boolean>>): unknown =>
  z.strictObject(blockFields).parse({
    user: "ops",
    keyFile: "key",
    endpoint: { kind: "single" },
    bastion: { address: "198.51.100.1", hostKey: "unverified" },
    stages,
    hosts: [
      { name: "cp1", address: "192.0.2.11", role: "control-plane", hostKey: "unverified" },
      { name: "w1", address: "w1.example.org", port: 2222, user: "deployer", role: "worker", hostKey: "unverified" },
    ],
  });

test("each host is there, with who logs in and where; the bastion is none of them", () => {
  expect(existingHosts(block({}))).toEqual([
    { kind: "host", name: "cp1", address: "192.0.2.11", port: 22, user: "ops" },
    { kind: "host", name: "w1", address: "w1.example.org", port: 2222, user: "deployer" },
  ]);
});

test("what their owner sees to is done already", () => {
  expect(existingHosts(block({ containerd: false, health: true }))[0]).toMatchObject({ seenTo: ["containerd"] });
});

test("of a file that is wrong nothing is told", () => {
  expect(existingHosts(undefined)).toEqual([]);
});
