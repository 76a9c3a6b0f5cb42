/** A host that is reached through another one alone, as it is deployed: real Terraform, real OpenSSH with a key of its own on either side of the bastion. */
import type { HomeHost } from "../helpers/home";
import { hostKeyOf } from "../helpers/host-keys";
import { Deployment, type Written } from "./deployment";

const GATE = "gate";
const GATE_ADDRESS = "10.79.6.11";
const CP1: HomeHost = { name: "cp1", role: "control-plane", number: 12 };

const through = (bastionKey: string, hostKey: string): Written => ({
  hosts: [{ ...CP1, hostKey }],
  endpoint: "{ kind: single }",
  block: `  connectTimeout: 8\n  bastion: { address: ${GATE_ADDRESS}, hostKey: ${bastionKey} }\n`,
});

let home: Deployment;
/** The bastion's own. */
let gateKey: string;

beforeAll(async () => {
  home = await Deployment.start({ names: [GATE, CP1.name], net: 6 }, through(hostKeyOf(77), hostKeyOf(78)));
  const file = "/etc/ssh/ssh_host_ed25519_key";
  await home.root(GATE, `rm ${file}*; ssh-keygen -q -t ed25519 -N '' -f ${file}; systemctl restart ssh`);
  gateKey = (await home.root(GATE, `cut -d' ' -f1,2 ${file}.pub`)).trim();
}, 600_000);
afterAll(() => home.stop(), 120_000);

/** Whence somebody logged in with the key, by what the host's own sshd wrote. */
const loginsFrom = async (address: string): Promise<number> =>
  Number(
    await home.root(
      CP1.name,
      `journalctl -o cat -u ssh | grep -c 'Accepted publickey for ops from ${address} ' || true`,
    ),
  );

const deployed = (bastionKey: string, hostKey: string, ...args: readonly string[]) => {
  home.write(through(bastionKey, hostKey));
  return home.begin([...args], { trusted: false }).ended;
};

test.each([
  ["a bastion that shows another key", () => deployed(hostKeyOf(77), home.machines.hostKey, "apply", "-auto-approve")],
  ["a host behind it that does", () => deployed(gateKey, hostKeyOf(78), "apply", "-auto-approve")],
  ["each with the other's", () => deployed(home.machines.hostKey, gateKey, "apply", "-auto-approve")],
])(
  "%s: it is told nothing",
  async (_, apply) => {
    const { status, said } = await apply();

    expect(status).toBe(1);
    expect(/key mismatch/.test(said.replace(/[\s│]+/g, " "))).toBe(true);
    expect(await loginsFrom(GATE_ADDRESS)).toBe(0);
  },
  300_000,
);

test("through one that is known it becomes a cluster, and a second deployment changes nothing", async () => {
  const { status, said } = await deployed(gateKey, home.machines.hostKey, "apply", "-auto-approve");

  expect([status, status === 0 ? "" : said.slice(-2_000)]).toEqual([0, ""]);
  expect(await home.known()).toEqual([CP1.name]);
  expect(await loginsFrom(GATE_ADDRESS)).toBeGreaterThan(0);
  const again = await deployed(gateKey, home.machines.hostKey, "plan", "-detailed-exitcode");
  expect(again.status).toBe(0);
}, 600_000);

test("what let it through has nothing of it", async () => {
  expect(await home.root(GATE, "ls -A /home/ops | grep -c jangada || true")).toBe("0\n");
  expect(await home.root(GATE, "ls /etc/kubernetes 2>/dev/null | wc -l")).toBe("0\n");
});
