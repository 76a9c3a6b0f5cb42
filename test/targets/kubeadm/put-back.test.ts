/** What puts a stage back exists by that name: in the stack of hosts, of every stage that is looked at. */
import * as fs from "node:fs";
import * as path from "node:path";
import { loadText } from "../../../src/environment/load-file";
import { JangadaError } from "../../../src/errors";
import type { Machine } from "../../../src/model/machine";
import { machinesOf } from "../../../src/targets/kubeadm/machines";
import { synth } from "../../../src/operations/synth";
import { writeProject } from "../../helpers/project";

const FILE = (stages = ""): string => `
name: home
target: kubeadm
profile: minimal
owner: platform-team
kubeadm:
  site: attic
  user: ops
  keyFile: ./nowhere
  endpoint: { kind: external, host: 10.20.0.10 }
  ${stages}
  hosts:
    - { name: cp1, address: 10.20.0.11, role: control-plane, hostKey: unverified }
    - { name: 2nd-w, address: 10.20.0.21, role: worker, hostKey: unverified }
network: { cidr: 10.20.0.0/16 }
`;

function machines(stages?: string): readonly Machine[] {
  const { environment, problems } = loadText(FILE(stages), "environment.yaml", { simulated: true });
  if (!environment) throw new JangadaError(problems);
  return machinesOf(environment.facts.settings, ".");
}

const putBack = (machine: Machine | undefined, stage: string, differs: readonly string[] = []) =>
  machine?.checks.find((check) => check.stage === stage)?.putBack?.(differs);

test("each is a resource of the stack, and each host's own", async () => {
  const project = writeProject({ home: FILE() });
  const { stacks } = await synth({ project });
  const folder = stacks.find(({ name }) => name === "home-cluster")?.folder ?? "";
  const { resource } = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as {
    readonly resource: { readonly terraform_data: Readonly<Record<string, { readonly for_each?: string }>> };
  };
  fs.rmSync(project, { recursive: true });
  const named = machines().flatMap((machine) => [
    machine.uploadedBy ?? "",
    ...machine.checks.flatMap(({ putBack: of }) => {
      const found = of?.([]);
      return found && "addresses" in found ? [...found.addresses, ...(found.along ?? [])] : [];
    }),
  ]);

  expect(new Set(named).size).toBe(2 * 7 + 1);
  for (const address of named) {
    const [, name = "", host] = /^terraform_data\.([\w-]+)(?:\["(.+)"\])?$/.exec(address) ?? [];
    expect([address, resource.terraform_data[name] !== undefined]).toEqual([address, true]);
    expect([address, resource.terraform_data[name]?.for_each !== undefined]).toEqual([address, host !== undefined]);
  }
});

test("a host that is no node is not made one on the way: that would reset it", () => {
  const [cp1] = machines();
  expect(putBack(cp1, "join", ["node cp1"])).toMatchObject({ reason: expect.stringContaining("no node") as string });
  expect(putBack(cp1, "join", ["/usr/local/lib/jangada/snapshot.sh"])).toEqual(putBack(cp1, "converge"));
});

test("stages that the file leaves out put nothing back", () => {
  expect(putBack(machines("stages: { health: false }")[0], "converge")).toEqual({
    addresses: ["terraform_data.cluster_converge_cp1"],
  });
  expect(putBack(machines("stages: { converge: false }")[0], "join")).toMatchObject({
    reason: expect.stringContaining("leaves the stage converge out") as string,
  });
});
