/** Machines that are looked at over real SSH: who is reached, who is believed, and what is made of the answers. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Machine, SshPlace } from "../../../src/model/machine";
import { checkMachines } from "../../../src/operations/machines/check-machines";
import { sshDetour } from "../../../src/operations/machines/ssh-variable";
import { sshKey } from "../../helpers/ssh-keys";
import { SshServers } from "../../helpers/ssh-server";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-machines-"));
const servers = new SshServers(folder);
afterAll(() => {
  servers.close();
  fs.rmSync(folder, { recursive: true, force: true });
});
const serve = servers.serve.bind(servers);

const line = (given: object): string =>
  `${JSON.stringify({ ok: true, differs: [], notes: [], problems: [], ...given })}\n`;

const STAGES = ["essentials", "network"];
const machineAt = (place: SshPlace, more: Partial<Machine> = {}): Machine => ({
  name: "w1",
  address: place.address,
  port: place.port,
  user: place.user,
  keyFile: place.keyFile,
  ...(place.hostKey === undefined ? {} : { hostKey: place.hostKey }),
  connectTimeout: 5,
  checkTimeout: 5,
  checks: STAGES.map((stage) => ({ stage, command: `bash run.sh ${stage} --check` })),
  ...more,
});

const well = () => serve(() => ({ stdout: line({}) }));

test("a machine that is as it was left is the same, and each stage was asked", async () => {
  const server = await well();
  const [checked] = await checkMachines([machineAt(server)]);
  expect(checked).toEqual({
    name: "w1",
    address: "127.0.0.1",
    outcome: "same",
    stages: STAGES.map((stage) => ({ stage, outcome: "same", differs: [], problems: [] })),
  });
  expect(server.commands).toEqual(["bash run.sh essentials --check", "bash run.sh network --check"]);
});

test("what differs is told by stage and file", async () => {
  const server = await serve((command) =>
    command.includes("network")
      ? { code: 2, stdout: line({ differs: ["/etc/hosts", "host name"] }) }
      : { stdout: line({}) },
  );
  const [checked] = await checkMachines([machineAt(server)]);
  expect(checked).toMatchObject({
    outcome: "differs",
    stages: [{ outcome: "same" }, { stage: "network", outcome: "differs", differs: ["/etc/hosts", "host name"] }],
  });
});

test.each([
  ["a stage that fails", { code: 1, stdout: line({ ok: false, problems: ["no room"] }) }, "no room"],
  ["an answer that is none", { code: 0, stdout: "hello\n" }, "nothing that can be read"],
  ["stages that are gone", { code: 127 }, "do not lie there"],
  ["a connection that breaks off", undefined, "broke off"],
])("%s is not judged, and is no difference", async (_, answered, why) => {
  const server = await serve(() => answered);
  const [checked] = await checkMachines([machineAt(server)]);
  expect(checked?.outcome).toBe("not-judged");
  expect(checked?.stages[0]).toMatchObject({ outcome: "not-judged", differs: [] });
  expect(checked?.stages[0]?.problems.join()).toContain(why);
});

test("whoever shows another key is asked nothing", async () => {
  const [server, another] = [await well(), await well()];
  const { hostKey = "" } = another;
  const [checked] = await checkMachines([machineAt(server, { hostKey })]);
  expect(checked).toMatchObject({ outcome: "not-judged", stages: [] });
  expect(checked?.reason).toContain("shows another key");
  expect(server.commands).toEqual([]);
});

test("whoever is taken as he comes is asked", async () => {
  const { hostKey: _, ...server } = await well();
  const { hostKey: _known, ...machine } = machineAt(server);
  expect(await checkMachines([machine])).toMatchObject([{ outcome: "same" }]);
});

test("a key that lets nobody in, one that is none, one that is not there, and an address where nobody is", async () => {
  const server = await well();
  const [other, broken] = [path.join(folder, "other"), path.join(folder, "broken")];
  fs.writeFileSync(other, sshKey().private);
  fs.writeFileSync(broken, "no key\n");
  const gone = await well();
  gone.close();
  const checked = await checkMachines([
    machineAt(server, { name: "a", keyFile: other }),
    machineAt(server, { name: "b", keyFile: broken }),
    machineAt(server, { name: "c", keyFile: path.join(folder, "nowhere") }),
    machineAt(gone, { name: "d" }),
    machineAt(server, { name: "e" }),
  ]);
  expect(checked.map(({ outcome }) => outcome)).toEqual([...Array.from({ length: 4 }, () => "not-judged"), "same"]);
  const reasons = checked.map(({ reason = "" }) => reason);
  expect(reasons[0]).toContain("is not let in");
  expect(reasons[1]).toContain("is no private key");
  expect(reasons[2]).toContain("cannot be read");
  expect(reasons[3]).toContain("Nobody answers");
});

test("through a bastion, whose key counts as well", async () => {
  const [bastion, server] = [await well(), await well()];
  const [checked] = await checkMachines([machineAt(server, { bastion })]);
  expect(checked).toMatchObject({ outcome: "same" });
  expect(bastion.commands).toEqual([`to 127.0.0.1:${server.port}`]);

  const another = await well();
  const [refused] = await checkMachines([
    machineAt(server, {
      bastion: { ...bastion, ...(another.hostKey === undefined ? {} : { hostKey: another.hostKey }) },
    }),
  ]);
  expect(refused?.reason).toContain("the bastion at");
  expect(server.commands).toHaveLength(2);
});

test("nothing is begun that was stopped before", async () => {
  const server = await well();
  const controller = new AbortController();
  controller.abort();
  const [checked] = await checkMachines([machineAt(server)], { signal: controller.signal });
  expect(checked).toMatchObject({ outcome: "not-judged", reason: "It was stopped before." });
  expect(server.commands).toEqual([]);
});

test("the stacks' variable leads to simulated hosts as it leads Terraform there", () => {
  expect(sshDetour({})).toEqual({});
  const proxy = { scheme: "http", host: "127.0.0.1", port: 4321 };
  const variable = JSON.stringify({ proxy, host_key: "ssh-ed25519 AAAA", private_key_path: "/key" });
  expect(sshDetour({ TF_VAR_ssh: variable })).toEqual({
    proxy: { host: "127.0.0.1", port: 4321 },
    hostKey: "ssh-ed25519 AAAA",
    keyFile: "/key",
  });
  expect(sshDetour({ TF_VAR_ssh: '{"proxy":null}' })).toEqual({});
});
