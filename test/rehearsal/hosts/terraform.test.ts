/** Simulated hosts, as the real Terraform's own provisioners find them. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { HostShell } from "../../../src/rehearsal/hosts/shell";
import { addHosts } from "../../../src/rehearsal/hosts/existing-hosts";
import { simulateHosts, type SimulatedHosts } from "../../../src/rehearsal/hosts/simulated-hosts";
import { FAULTS_FILE, FaultFile } from "../../../src/rehearsal/faults";
import { DiskWorld } from "../../../src/rehearsal/world/disk-world";
import { type Outcome, TerraformFolder } from "../protocol/support/terraform";

const NAMES = ["cp-1", "cp-2", "cp-3", "w-1", "w-2"];
const addressOf = (name: string): string => `192.0.2.${NAMES.indexOf(name) + 10}`;

const hostsOf = (names: readonly string[]): string =>
  `{ ${names.map((name) => `"${name}" = "${addressOf(name)}"`).join(", ")} }`;

/** As the stacks of bare hosts are: what a destroy provisioner needs is in `input`. */
const configuration = (names: readonly string[], timeout = "20s"): string => `
variable "ssh" {
  type = object({
    proxy            = optional(object({ scheme = string, host = string, port = number }))
    host_key         = optional(string)
    private_key_path = optional(string)
  })
  default = {}
}

resource "terraform_data" "member" {
  for_each = ${hostsOf(names)}
  triggers_replace = [each.key]
  input = {
    host = each.value
    host_key = var.ssh.host_key
    private_key_path = var.ssh.private_key_path
    proxy_host = var.ssh.proxy.host
    proxy_port = var.ssh.proxy.port
  }
  connection {
    type = "ssh"
    user = "deployer"
    host = self.input.host
    host_key = self.input.host_key
    private_key = file(self.input.private_key_path)
    agent = false
    timeout = "${timeout}"
    proxy_scheme = "http"
    proxy_host = self.input.proxy_host
    proxy_port = self.input.proxy_port
    script_path = "/home/tf_%RAND%.sh"
  }
  provisioner "remote-exec" {
    inline = ["set -e", "install -d -m 0700 /var/lib/member"]
  }
  provisioner "file" {
    source      = "\${path.module}/stages"
    destination = "/var/lib/member"
  }
  provisioner "file" {
    content     = "a secret"
    destination = "/var/lib/member/secret"
  }
  provisioner "remote-exec" {
    inline = ["set -e", "bash /var/lib/member/stages/stage.sh join apply --name '\${each.key}'", "echo done"]
  }
  provisioner "remote-exec" {
    when   = destroy
    inline = ["bash /var/lib/member/stages/stage.sh join remove"]
  }
}
`;

const STAGES = { "stages/stage.sh": "#!/usr/bin/env bash\n", "stages/lib/retry.sh": "retry() { :; }\n" };

/** Keeps which of them are members. */
const shell: HostShell = {
  run: ([program, script = "", ...rest], host) => {
    if (program !== "bash" || !host.files.get(script)) return undefined;
    host.state = { member: rest.includes("apply"), options: rest.join(" ") };
    return { stdout: `${JSON.stringify({ stage: rest[0] ?? "", changed: true })}\n` };
  },
};

let terraform: TerraformFolder;
let world: DiskWorld;
let hosts: SimulatedHosts;

async function start(): Promise<void> {
  world = DiskWorld.open(path.join(terraform.path, "world"), { passing: true });
  addHosts(world, {
    environment: "home",
    target: "kubeadm",
    account: "",
    region: "attic",
    things: NAMES.map((name) => ({ kind: "host", name, address: addressOf(name), port: 22, user: "deployer" })),
  });
  const faults = new FaultFile(path.join(world.folder, FAULTS_FILE));
  hosts = await simulateHosts({ world, folder: world.folder, shell, faults });
}

async function stop(): Promise<void> {
  await hosts.close();
  world.close();
}

const run = (...args: string[]): Promise<Outcome> => terraform.runWith(hosts.environment, ...args);

async function apply(): Promise<void> {
  expect(await run("apply", "-auto-approve")).toMatchObject({ status: 0 });
}

const hostOf = (name: string) => world.get("host", `${addressOf(name)}:22`)?.attributes;

beforeEach(async () => {
  terraform = new TerraformFolder([]);
  for (const [name, text] of Object.entries(STAGES)) {
    fs.mkdirSync(path.dirname(path.join(terraform.path, name)), { recursive: true });
    fs.writeFileSync(path.join(terraform.path, name), text);
  }
  terraform.write(configuration(NAMES));
  await terraform.mustRun("init");
  await start();
});
afterEach(async () => {
  await stop();
  terraform.remove();
});

test("hosts take files and commands by their own addresses, and a second plan is empty", async () => {
  await apply();

  for (const name of NAMES) {
    const { state, files } = hostOf(name) as {
      state: unknown;
      files: Record<string, { mode: string; content?: string }>;
    };
    expect(state).toEqual({ member: true, options: `join apply --name ${name}` });
    expect(files["/var/lib/member"]).toEqual({ mode: "0700" });
    expect(Buffer.from(files["/var/lib/member/secret"]?.content ?? "", "base64").toString()).toBe("a secret");
    for (const [file, text] of Object.entries(STAGES)) {
      expect(Buffer.from(files[`/var/lib/member/${file}`]?.content ?? "", "base64").toString()).toBe(text);
    }
    // Terraform blanks its scripts and leaves them.
    const scripts = Object.entries(files).filter(([file]) => file.startsWith("/home/tf_"));
    expect(scripts.map(([, { mode, content }]) => [mode, content])).toEqual([
      ["0777", ""],
      ["0777", ""],
    ]);
  }
  expect(await run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
});

test("what a host is lives as long as the world, and a host that leaves the list is told", async () => {
  await apply();
  await stop();
  await start();
  terraform.write(configuration(NAMES.slice(0, -1)));

  await apply();

  expect(hostOf("w-2")).toMatchObject({ state: { member: false, options: "join remove" } });
  expect(hostOf("w-1")).toMatchObject({ state: { member: true } });
});

test("a fault on order makes a command fail; what failed is made again", async () => {
  const fault = { type: "host", name: "cp-2: *stage.sh join *", error: { summary: "the runtime is down" }, times: 1 };
  fs.writeFileSync(path.join(world.folder, FAULTS_FILE), JSON.stringify([fault]));

  const refused = await run("apply", "-auto-approve");

  expect(refused.status).toBe(1);
  expect(refused.stdout).toContain("the runtime is down");
  expect(hostOf("cp-2")).toMatchObject({ state: {} });
  await apply();
  expect(hostOf("cp-2")).toMatchObject({ state: { member: true } });
});

test("a host that shows another key than the file's gets nothing", async () => {
  terraform.write(configuration(["cp-1"], "1s"));
  const { host_key: known, ...rest } = JSON.parse(hosts.variable) as Record<string, unknown>;
  const otherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID1Xg7mqG2OfXi3ojq5NnRCSlqidX4AU0AvmvVNE0QPz";

  const refused = await terraform.runWith(
    { TF_VAR_ssh: JSON.stringify({ ...rest, host_key: otherKey }) },
    "apply",
    "-auto-approve",
  );

  expect(known).not.toBe(otherKey);
  expect(refused.status).toBe(1);
  expect(hostOf("cp-1")).toMatchObject({ files: {}, state: {} });
});

test("an address that no host of the world has answers nobody", async () => {
  terraform.write(configuration(["cp-1"], "1s").replace(addressOf("cp-1"), "198.51.100.7"));

  const refused = await run("apply", "-auto-approve");

  expect(refused.status).toBe(1);
  expect(refused.stderr + refused.stdout).toContain("504");
});
