/** An environment file of bare hosts: the block by its own words. */
import { edited } from "../helpers/edited";
import { kubeadmBlockOf } from "../../src/targets/kubeadm/block";
import { hostKeyOf } from "../helpers/host-keys";
import type { TargetFacts } from "../../src/model/target-facts";
import { CP2, CP3, FILE, host, load, told, W1, W2, served } from "./kubeadm-file";

test("a file names its hosts, and what it leaves out is filled in", () => {
  const { environment, problems } = load(FILE);

  expect(problems).toEqual([]);
  expect(environment?.facts).toMatchObject({ target: "kubeadm", region: "fortaleza", account: "", admins: [] });
  expect(environment?.warnings).toEqual([]);
  const block = environment && kubeadmBlockOf(environment.facts);
  expect(block).toMatchObject({
    podCidr: "10.244.0.0/16",
    changeAtOnce: 1,
    encryptionKeys: ["1"],
    retries: 3,
    commandTimeout: 300,
    connectTimeout: 30,
    endpoint: { kind: "keepalived", routerId: 51 },
  });
  expect(block?.hosts.map(({ name, port, state }) => [name, port, state])).toContainEqual(["w2", 22, "present"]);
});

test("one host alone is a cluster", () => {
  const text = edited(FILE, CP2 + CP3 + W1 + W2, "");

  expect(told(edited(text, /endpoint:.*/, "endpoint: { kind: single }"))).toEqual([]);
  expect(told(edited(text, /endpoint:.*/, "endpoint: { kind: single, host: api.example.org }"))).toEqual([]);
});

test("a role that is misspelt leaves the number of control planes unjudged", () => {
  expect(
    told(
      edited(
        FILE,
        "name: cp3, address: 192.0.2.13, role: control-plane",
        "name: cp3, address: 192.0.2.13, role: controlplane",
      ),
    ),
  ).toEqual(["ENV_VALUE kubeadm.hosts[2].role"]);
});

test("hosts behind one address are told apart by port and by the address of each", () => {
  const nodes =
    host("w1", "198.51.100.9", "worker", 4, ", port: 2201, nodeAddress: 192.0.2.21") +
    host("w2", "198.51.100.9", "worker", 5, ", port: 2202, nodeAddress: 192.0.2.22");

  expect(told(edited(FILE, W1 + W2, nodes))).toEqual([]);
});

test("administrators may come from a network around everything else", () => {
  expect(told(edited(FILE, "  user: ops", "  adminCidrs: [10.0.0.0/8, 172.16.0.0/12]\n  user: ops"))).toEqual([]);
});

test("a rehearsal needs no keys", () => {
  expect(load(edited(FILE, "keyFile: key", "keyFile: nowhere"), { simulated: true }).problems).toEqual([]);
});

test("what is doubtful is a warning", () => {
  const text = edited(edited(FILE, hostKeyOf(5), "unverified"), "  user: ops\n", "");

  expect(load(text).environment?.warnings.map(({ code, place }) => `${code} ${place?.path}`)).toEqual([
    "HOST_USER_ROOT kubeadm.user",
    "HOST_UNVERIFIED kubeadm.hosts[4].hostKey",
  ]);
});

test("the block is read beside that of another target, and needs not be there", () => {
  const other: TargetFacts = { ...served, name: "eks", block: "elsewhere", fields: {}, check: () => [] };
  const of = (text: string) =>
    load(text, { targets: [served, other] }).problems.map(({ code, place }) => `${code} ${place?.path}`);
  const text = edited(FILE, "target: kubeadm", "target: eks\nelsewhere: { site: here }");

  expect(of(text)).toEqual([]);
  expect(of(text.replace(/^kubeadm:[^]*(?=cluster:)/m, ""))).toEqual([]);
  expect(of(edited(text, "name: w2", "name: W_2"))).toEqual(["ENV_VALUE kubeadm.hosts[4].name"]);
  // What needs the hosts to be reached is asked of those who deploy there.
  expect(of(edited(text, "keyFile: key", "keyFile: nowhere"))).toEqual([]);
});
