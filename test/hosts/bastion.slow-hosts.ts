/** Hosts that are reached through another one alone, as they are deployed: real Terraform, real OpenSSH on either side of the bastion. */
import type { HomeHost } from "../helpers/home";
import { hostKeyOf } from "../helpers/host-keys";
import { Deployment, type Written } from "./deployment";

const GATE = "gate";
const HOSTS: readonly HomeHost[] = [
  { name: "cp1", role: "control-plane", number: 12 },
  { name: "w1", role: "worker", number: 13 },
];

let home: Deployment;
const through = (hostKey: string): Written => ({
  hosts: HOSTS,
  endpoint: "{ kind: single }",
  block: `  connectTimeout: 8\n  bastion: { address: ${gate()}, hostKey: ${hostKey} }\n`,
});
/** Host addresses are given in the order of their names. */
const gate = (): string => (home ? home.machines.host(GATE).address : "10.79.6.11");

beforeAll(async () => {
  home = await Deployment.start({ names: [GATE, ...HOSTS.map(({ name }) => name)], net: 6 }, through("unverified"));
}, 600_000);
afterAll(() => home.stop(), 120_000);

/** Whence somebody logged in with the key, by what the host's own sshd wrote. */
const loginsFrom = async (name: string, address: string): Promise<number> =>
  Number(
    await home.root(name, `journalctl -o cat -u ssh | grep -c 'Accepted publickey for ops from ${address} ' || true`),
  );

test("a bastion that shows another key is told nothing, and nobody behind it is reached", async () => {
  home.write(through(hostKeyOf(77)));

  const { status, said } = await home.begin(["apply", "-auto-approve"]).ended;

  expect(status).toBe(1);
  expect(said.replace(/[\s│]+/g, " ")).toMatch(/key mismatch/);
  for (const { name } of HOSTS) expect(await loginsFrom(name, gate())).toBe(0);
}, 300_000);

test("through one that is known, they become a cluster, and a second deployment changes nothing", async () => {
  home.write(through(home.machines.hostKey));

  await home.apply();

  expect(await home.known()).toEqual(["cp1", "w1"]);
  for (const { name } of HOSTS) expect(await loginsFrom(name, gate())).toBeGreaterThan(0);
  expect(await home.must("plan", "-detailed-exitcode")).toContain("No changes.");
}, 600_000);

test("what let them through has nothing of theirs", async () => {
  expect(await home.root(GATE, "ls -A /home/ops | grep -c jangada || true")).toBe("0\n");
  expect(await home.root(GATE, "ls /etc/kubernetes 2>/dev/null | wc -l")).toBe("0\n");
});
