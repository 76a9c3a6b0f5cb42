/** States in a real PostgreSQL server, by the real Terraform: where each is, who holds its lock, and what is shown of the way there. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { pgStates } from "../../../infra/kubeadm/states";
import { RunSecrets } from "../../../src/operations/run-secrets";
import { codeOf } from "../../../src/operations/terraform-words";
import { pgStateFacts } from "../../../src/targets/kubeadm/state-backend";
import { Synthesized } from "../../constructs/aws-stack";
import { PROGRAM_LIMIT } from "../../helpers/limits";
import { PostgresServer } from "../../helpers/postgres-server";
import { until } from "../../helpers/until";
import { TerraformFolder } from "../../rehearsal/protocol/support/terraform";

const STATE = { backend: "pg", prefix: "platform-" } as const;
const owner = (stackName: string) => ({ stackName, region: "attic", account: "" });

let server: PostgresServer;
const folders: TerraformFolder[] = [];
beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => {
  for (const folder of folders) folder.remove();
  server.stop();
});

const DATABASE = "postgres";
/** With a password of letters alone: one that needs no escape. */
const ROLE = { name: "deployer", password: "a9f3c1d7e5b8420f" };
const connection = (): string =>
  `postgres://${ROLE.name}:${ROLE.password}@127.0.0.1:${server.port}/${DATABASE}?sslmode=disable`;

async function folderOf(stack: TerraformStack): Promise<TerraformFolder> {
  const folder = new TerraformFolder([]);
  folders.push(folder);
  writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(new Synthesized(stack).json));
  const init = await run(folder, "init", "-no-color");
  expect(init).toMatchObject({ status: 0 });
  return folder;
}

const run = (folder: TerraformFolder, ...args: string[]) => folder.runWith({ PG_CONN_STR: connection() }, ...args);

test("a stack's state is in a schema of its name; others read it; nobody's password is written down", async () => {
  server.superuser(
    `CREATE ROLE ${ROLE.name} LOGIN PASSWORD '${ROLE.password}'; ALTER DATABASE ${DATABASE} OWNER TO ${ROLE.name}`,
  );
  const below = new TerraformStack(Testing.app(), "below");
  pgStates.configureBackend(below, STATE, owner("home-authority"));
  new TerraformOutput(below, "name", { value: "kubernetes" });
  const above = new TerraformStack(Testing.app(), "above");
  pgStates.configureBackend(above, STATE, owner("home-cluster"));
  const read = pgStates.read(above, "authority", STATE, owner("home-authority"));
  new TerraformOutput(above, "read", { value: read.getString("name") });

  const first = await folderOf(below);
  expect(await run(first, "apply", "-auto-approve")).toMatchObject({ status: 0 });
  const second = await folderOf(above);
  expect(await run(second, "apply", "-auto-approve")).toMatchObject({ status: 0 });

  expect((await run(second, "output", "-raw", "read")).stdout).toBe("kubernetes");
  expect(
    server.superuser("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'platform-%' ORDER BY 1", DATABASE),
  ).toBe("platform-home-authority\nplatform-home-cluster");
  for (const stack of [below, above]) {
    const text = JSON.stringify(new Synthesized(stack).json);
    expect(text).not.toContain("conn_str");
    expect(text).not.toContain(ROLE.password);
  }
});

test("while somebody holds the lock, it is told as that", async () => {
  const stack = new TerraformStack(Testing.app(), "locked");
  pgStates.configureBackend(stack, STATE, owner("home-locked"));
  new TerraformOutput(stack, "name", { value: "a" });
  const folder = await folderOf(stack);
  await run(folder, "apply", "-auto-approve");
  const id = server.superuser('SELECT id FROM "platform-home-locked".states', DATABASE);
  const holder = spawn(
    join(server.client, "psql"),
    ["-X", "-d", DATABASE, "-c", `SELECT pg_advisory_lock(${id}), pg_sleep(600)`],
    {
      env: server.superuserEnvironment,
      stdio: "ignore",
      timeout: PROGRAM_LIMIT,
    },
  );
  try {
    await until(
      "the lock is held",
      () => server.superuser("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") === "1",
    );
    const refused = await run(folder, "apply", "-auto-approve", "-no-color");

    expect(refused.status).toBe(1);
    expect(codeOf("Error acquiring the state lock", refused.stderr)).toMatchObject({ code: "STATE_LOCKED" });
    expect(refused.stderr).toContain("Error acquiring the state lock");
  } finally {
    holder.kill("SIGKILL");
  }
});

test("what is said of the way there is said without the password", () => {
  const secrets = new RunSecrets({ PG_CONN_STR: connection() });
  expect(secrets.redact(`cannot parse ${connection()}`)).not.toContain(ROLE.password);
});

test("a place has words, and a way to be taken away", () => {
  expect(pgStateFacts.placeOf({ schema_name: "platform-home-cluster" })).toBe("pg://platform-home-cluster");
  expect(pgStateFacts.removeCommand("pg://platform-home-cluster")).toContain(
    'DELETE FROM "platform-home-cluster".states',
  );
  expect(pgStateFacts.isMissing('pq: database "terraform" does not exist')).toBe(true);
  expect(pgStateFacts.isMissing("pq: password authentication failed")).toBe(false);
});
