/** What a file names that exists already, whoever made it: nobody deployed it here, and it is found. */
import { facts } from "../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { planRehearsed } from "../../src/operations/review/rehearsed";
import { review } from "../../src/operations/review/review";
import { rehearse } from "../../src/operations/rehearse/rehearse";
import { byAction, expectAllOk, RehearsedProject, writeEnvironment, writeProject } from "../helpers/project";
import { AZURE, AZURE_DATA, KEYS_AND_ZONE, kmsKey, NETWORK_AND_CLUSTER, onEks } from "../helpers/naming-files";
import { git as gitIn } from "../helpers/git";
import { simulatedProviders } from "../../src/providers";

/** Milliseconds for one whole rehearsal: ten times what it takes on two quiet cores. */
const LONG_LIMIT = 600_000;

async function rehearsed(text: string) {
  const project = writeProject({ dev: text });
  try {
    return await rehearse({ simulated: simulatedProviders, environment: "dev", project, destroy: true });
  } finally {
    fs.rmSync(project, { recursive: true, force: true });
  }
}

test.each([
  ["keys and a zone", KEYS_AND_ZONE, ["aws_kms_key", "aws_route53_zone"]],
  ["a network and a cluster", NETWORK_AND_CLUSTER, ["aws_vpc", "aws_subnet", "aws_eks_cluster"]],
  [
    "keys with their identities, zones and a registry on Azure",
    AZURE,
    ["azurerm_dns_zone", "azurerm_container_registry"],
  ],
  ["keys, zones and a subnet of servers on Azure", AZURE_DATA, []],
])(
  "given %s that exist, a rehearsal deploys beside them, and neither counts nor takes them",
  async (_, text, types) => {
    const { ok, problems, created, left } = await rehearsed(text);

    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(ok).toBe(true);
    for (const type of types) expect(created[type]).toBeUndefined();
    expect(left?.filter(({ retained }) => !retained)).toEqual([]);
  },
  LONG_LIMIT,
);

test("a key that no file names does not exist", async () => {
  const project = await RehearsedProject.open({ dev: onEks() });
  // The clouds are not told of what the file says next.
  fs.rmSync(path.join(project.folder, "existing"), { recursive: true });
  const text = onEks({ network: { aws: { encryptionKey: kmsKey("0") } } });
  project.write("dev", text);
  const stacks = await project.synth("dev");
  fs.rmSync(path.join(project.folder, "existing"), { recursive: true });
  const [network] = stacks;
  if (!network) throw new Error("no stack");
  await project.terraform(network, "init", "-input=false");
  const { stdout, stderr } = await project.terraform(network, "apply", "-auto-approve", "-no-color");
  await project.close();

  expect(`${stdout}${stderr}`).toContain(`Key '${kmsKey("0")}' does not exist`);
});

test("running clouds learn of what a file comes to name", async () => {
  const project = await RehearsedProject.open({ dev: onEks() });
  expectAllOk(await project.deploy("dev", ["dev-network"]));
  project.write("dev", onEks({ network: { aws: { encryptionKey: kmsKey("0") } } }));

  const runs = await project.deploy("dev", ["dev-network"]);
  await project.close();

  expectAllOk(runs);
  expect(byAction(runs)["update"]).toContain("aws_cloudwatch_log_group.network_flow-logs_log-group");
});

test("a review of a change to an existing key plans it on both sides", async () => {
  const project = writeProject({
    dev: onEks({ network: { aws: { encryptionKey: kmsKey("0") } } }),
  });
  const git = (...args: readonly string[]): string => gitIn(project, ...args);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "base");
  writeEnvironment(project, "dev", onEks({ network: { aws: { encryptionKey: kmsKey("1") } } }));

  const { environments } = review(
    await planRehearsed({ facts, simulated: simulatedProviders, base: "main", project }),
    { facts },
  );
  fs.rmSync(project, { recursive: true, force: true });

  expect(environments).toMatchObject([{ name: "dev", ok: true, counts: { create: 0, delete: 0 } }]);
  expect(JSON.stringify(environments)).toContain("aws_cloudwatch_log_group.network_flow-logs_log-group");
});
