/** The keys that encrypt Secrets turn: read by every API server, then written by, then everything is written anew, then the old one goes. */
import { MadeCluster, type Outcome } from "./made-cluster";

const CONTROL_PLANES = ["cp1", "cp2"] as const;
const SECRETS = { orders: "shop", unencrypted: "shop", token: "default" };

let cluster: MadeCluster;

beforeAll(async () => {
  cluster = await MadeCluster.start({ names: CONTROL_PLANES, net: 7 });
  cluster.must(await cluster.apply("cp1", "init"));
  await cluster.hosts.cluster.networked(true);
  cluster.must(await cluster.apply("cp2", "join"));
  for (const name of CONTROL_PLANES) cluster.must(await cluster.apply(name, "converge"));
  const secret = (name: string, namespace: string) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace },
    data: { password: "c2VjcmV0" },
  });
  // As from before there was a key.
  await cluster.hosts.cluster.put({
    "/api/v1/namespaces/shop/secrets/unencrypted": secret("unencrypted", SECRETS.unencrypted),
  });
  for (const [name, namespace] of Object.entries(SECRETS).filter(([each]) => each !== "unencrypted")) {
    const text = JSON.stringify(secret(name, namespace));
    await root("cp1", `kubectl --kubeconfig /etc/kubernetes/admin.conf create -f - <<<'${text}'`);
  }
}, 1_200_000);
afterAll(() => cluster.stop(), 60_000);

const root = (name: string, command: string) => cluster.hosts.host(name).root(command);
const program = (name: string, option: string) =>
  root(name, `bash /home/ops/.jangada/programs/encrypt-secrets.sh ${option} || echo "exit $?"`);
const count = () => program("cp1", "--count");
const well = { status: 0, problems: [] };

/** The file says these keys now; the hosts are brought to it one after the other, until one refuses. */
async function converge(...keys: readonly string[]): Promise<readonly Outcome[]> {
  await cluster.environment.start(keys);
  const outcomes: Outcome[] = [];
  for (const name of CONTROL_PLANES) {
    const outcome = await cluster.apply(name, "converge");
    outcomes.push(outcome);
    if (outcome.status !== 0) break;
  }
  return outcomes;
}

test("a key that not every API server reads does not encrypt", async () => {
  const [refused] = await converge("2", "1");

  expect(refused).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("key2 would encrypt before the API server of cp1")],
  });
  expect(await count()).toMatch(/^1 -\n\d+ key1\n$/);
});

test("a new one is read by all, and encrypts nothing yet", async () => {
  expect(await converge("1", "2")).toEqual([expect.objectContaining(well), expect.objectContaining(well)]);

  expect(await root("cp2", "grep -c secret: /etc/kubernetes/jangada/encryption.yaml")).toBe("2\n");
  // What had no key has one now.
  expect(await count()).toMatch(/^\d+ key1\n$/);
});

test("it encrypts everything as soon as every API server writes by it", async () => {
  await cluster.environment.start(["2", "1"]);
  const first = await cluster.apply("cp1", "converge");
  expect(first).toMatchObject({ ...well, notes: [expect.stringContaining("when every API server writes by key2")] });
  expect(await program("cp1", "--dry-run")).toBe("The API server of cp2 does not write by key2 yet.\nexit 75\n");

  const last = await cluster.apply("cp2", "converge");
  expect(last).toMatchObject(well);
  expect(last.changes).toContain("Secrets are encrypted by key2");
  expect(await count()).toMatch(/^\d+ key2\n$/);
  expect(await converge("2", "1")).toEqual([
    expect.objectContaining({ ...well, changed: 0 }),
    expect.objectContaining({ ...well, changed: 0 }),
  ]);
});

test("what a hand wrote back by the old one is told, and keeps it from leaving", async () => {
  await cluster.hosts.cluster.put({
    "/api/v1/namespaces/shop/secrets/late": { metadata: { name: "late", namespace: "shop" }, kind: "Secret" },
  });
  expect(await program("cp2", "--dry-run")).toMatch(
    /^Would write 1 Secrets anew, which are to be encrypted by key2; now: 1 -, \d+ key2\.\n$/,
  );
  expect((await cluster.stage("cp1", "converge", "--check")).differs).toContain("Secrets that key2 does not encrypt");
  expect(await program("cp2", "")).toBe("Every Secret is encrypted by key2.\n");
  expect(await count()).toMatch(/^\d+ key2\n$/);
});

test("the old one goes when nothing is encrypted by it", async () => {
  expect(await converge("2")).toEqual([expect.objectContaining(well), expect.objectContaining(well)]);

  for (const name of CONTROL_PLANES) {
    expect(await root(name, "grep -Eo 'key[0-9]' /etc/kubernetes/jangada/encryption.yaml")).toBe("key2\n");
  }
  expect(await count()).toMatch(/^\d+ key2\n$/);
});

test("one that still encrypts something stays, and so does one whose name means another now", async () => {
  const [gone] = await converge("3");
  expect(gone).toMatchObject({ status: 1, problems: [expect.stringMatching(/key2 still encrypts \d+ Secrets/)] });

  // It is drawn anew, since the state has lost it.
  const [another] = await converge("2", "3");
  expect(another).toMatchObject({ status: 1, problems: [expect.stringContaining("key2 is another one")] });
  expect(await count()).toMatch(/^\d+ key2\n$/);
});

test("a control plane that joins does not write what the others cannot read", async () => {
  await cluster.environment.start(["4"]);
  await root("cp2", "bash /home/ops/.jangada/run.sh remove");
  await cluster.environment.bring("cp1", cluster.wanted);
  await root("cp1", "JANGADA_NODE=cp2 bash /home/ops/.jangada/run.sh forget cp2");
  // It was taken out with its firewall.
  await cluster.prepare("cp2");
  const joined = await cluster.apply("cp2", "join");

  expect(joined).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("key4 would encrypt before the API server of cp1")],
  });
});
