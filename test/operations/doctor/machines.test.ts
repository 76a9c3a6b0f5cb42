/** What doctor says of hosts of one's own, and of states in a PostgreSQL server. */
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { doctor } from "../../../src/operations/doctor/doctor";
import { bootstrap } from "../../../src/operations/bootstrap/bootstrap";
import { freePort } from "../../helpers/free-port";
import { writeProject } from "../../helpers/project";
import { sshKey } from "../../helpers/ssh-keys";

const text = (port: number): string => `name: home
target: kubeadm
profile: minimal
owner: platform-team
state: { backend: pg, prefix: platform- }
kubeadm:
  site: attic
  user: ops
  keyFile: key
  endpoint: { kind: single }
  hosts: [{ name: cp1, address: localhost, nodeAddress: 10.20.0.11, port: ${port}, role: control-plane, hostKey: unverified }]
network: { cidr: 10.20.0.0/16 }
cluster: { version: "1.35" }
`;

let project: string;
let server: net.Server;
let open: number;
beforeAll(async () => {
  server = net.createServer((socket) => socket.destroy());
  open = await new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port)),
  );
  project = writeProject({ home: text(open) });
});
afterAll(() => {
  server.close();
  fs.rmSync(project, { recursive: true, force: true });
});

const findings = async (options: { credentials?: boolean; network?: boolean } = {}) => {
  const { findings: found } = await doctor({ project, environments: ["home"], ...options });
  return new Map(found.map((one) => [one.check, one]));
};

test("the keys that the file names, and the variable that leads to the states", async () => {
  const without = await findings();
  expect(without.get("keys of home")).toMatchObject({
    status: "failed",
    message: expect.stringContaining("key") as string,
  });
  expect(without.get("environments")).toMatchObject({ status: "ok" });
  expect(without.get("PG_CONN_STR")).toMatchObject({
    status: "failed",
    remedy: expect.stringContaining("postgres://<user>") as string,
  });

  const key = path.join(project, "key");
  fs.writeFileSync(key, sshKey().private, { mode: 0o644 });
  expect((await findings()).get("keys of home")?.message).toContain("mode is 0644");
  fs.chmodSync(key, 0o600);
  expect((await findings()).get("keys of home")).toEqual({ check: "keys of home", status: "ok", message: key });
});

test("who does not answer, and who lets nobody in", async () => {
  const found = await findings({ credentials: true });
  expect(found.get("cp1 of home")).toMatchObject({
    status: "failed",
    message: expect.stringContaining(`Nobody answers for the host at localhost:${open}`) as string,
  });
  const closed = await freePort();
  fs.writeFileSync(path.join(project, "infra/environments/home/environment.yaml"), text(closed));
  expect((await findings({ network: true })).get(`localhost:${closed}`)).toMatchObject({ status: "failed" });
});

test("nothing has to be made for states in a PostgreSQL server, and bootstrap says what is needed", async () => {
  const refused = bootstrap({ project, environment: "home", confirm: async () => true });

  await expect(refused).rejects.toMatchObject({
    problems: [{ code: "NOTHING_TO_BOOTSTRAP", remedy: expect.stringContaining("PG_CONN_STR") as string }],
  });
});
