/** The script of the Job that waits for logins, against a real RabbitMQ. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { RabbitmqServer } from "../helpers/rabbitmq-server";

const SCRIPT = resolve(__dirname, "../../assets/rabbitmq/await-logins.sh");

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

let server: RabbitmqServer;
beforeAll(async () => {
  server = await RabbitmqServer.start();
  await server.makeUser("orders", 'a "b" \\c', "");
  await server.makeUser("monitoring", "figures", "monitoring");
});
afterAll(() => server.stop());

function run(
  logins: Readonly<Record<string, readonly [string, string]>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "logins-"));
  for (const [name, [username, password]] of Object.entries(logins)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "username"), username);
    writeFileSync(join(folder, name, "password"), password);
  }
  const given = {
    PATH: process.env["PATH"] ?? "",
    LOGINS_DIR: folder,
    MANAGEMENT_URL: server.url,
    CURL_CA_BUNDLE: server.authorityFile,
    ATTEMPTS: "2",
    PAUSE: "0.1",
    ...env,
  };
  return new Promise((done) => {
    execFile("bash", [SCRIPT], { env: given, timeout: PROGRAM_LIMIT }, (error, stdout, stderr) =>
      done({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test("users log in who have no business with the management, and those who have", async () => {
  expect(await run({ a: ["orders", 'a "b" \\c'], b: ["monitoring", "figures"] })).toEqual({
    status: 0,
    stdout: "orders logs in\nmonitoring logs in\ndone\n",
    stderr: "",
  });
});

test.each([
  ["another password", ["orders", "other"]],
  ["a user that is not there", ["nobody", "figures"]],
] as const)("%s fails, by name and without the password", async (_, login) => {
  const { status, stdout, stderr } = await run({ a: login, b: ["monitoring", "figures"] });

  expect(status).toBe(1);
  expect(stdout).toBe("monitoring logs in\n");
  expect(stderr).toContain(`${login[0]} does not log in`);
  expect(stderr).not.toContain(login[1] === "figures" ? "figures" : login[1]);
});

test("a server that is not verified is not asked", async () => {
  const { status, stderr } = await run({ a: ["monitoring", "figures"] }, { CURL_CA_BUNDLE: "/dev/null" });

  expect(status).toBe(1);
  expect(stderr).toContain("monitoring does not log in");
});

test("without a management it is enough that the passwords are there", async () => {
  const { status, stdout } = await run({ a: ["orders", "x"], b: ["billing", "y"] }, { MANAGEMENT_URL: "" });

  expect({ status, stdout }).toEqual({ status: 0, stdout: "2 passwords are there\n" });
});

test("a password that is empty is told", async () => {
  const { status, stderr } = await run({ a: ["orders", ""] });

  expect(status).toBe(1);
  expect(stderr).toMatch(/a\/password is missing or empty/);
});
