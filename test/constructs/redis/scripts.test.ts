/** The scripts of the Job: one against a stand-in of the cloud's command line, the other against a real server over TLS. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { packageFile } from "../../../src/constructs/kit/assets";
import { DEFAULT_USER_RULES } from "../../../src/constructs/redis/acl";
import { TestAuthority } from "../../helpers/certificates";
import { PROGRAM_LIMIT } from "../../helpers/limits";
import { RedisServer } from "../../helpers/redis-server";

const runFile = promisify(execFile);

interface Outcome {
  readonly code: number;
  readonly said: string;
}

async function run(script: string, env: Readonly<Record<string, string>>): Promise<Outcome> {
  const options = {
    env: { PATH: process.env["PATH"] ?? "", PAUSE: "0", ATTEMPTS: "3", ...env },
    timeout: PROGRAM_LIMIT,
  };
  try {
    const { stdout, stderr } = await runFile("bash", [packageFile("assets", "valkey", script)], options);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "valkey-scripts-"))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string, mode = 0o600): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode });
  return file;
}

const NEW = "N".repeat(40);
const OLD = "O".repeat(40);

describe("set-passwords.sh", () => {
  /** Notes what it is called with, and does as ElastiCache: a changed user is busy for a moment. */
  const AWS = `#!/usr/bin/env bash
set -eu
echo "$*" >>"$CALLS/arguments"
case "$2" in
modify-user)
  if [[ -e "$CALLS/busy" ]]; then rm "$CALLS/busy"; echo "An error occurred (InvalidUserState)" >&2; exit 254; fi
  if [[ -e "$CALLS/denied" ]]; then echo "An error occurred (AccessDenied)" >&2; exit 254; fi
  file="\${@: -1}"
  cat "\${file#file://}" >>"$CALLS/inputs"; echo >>"$CALLS/inputs"
  stat -c %a "\${file#file://}" >"$CALLS/mode"
  grep -o '[NO]\\{40\\}' "\${file#file://}" | wc -l >"$CALLS/count"
  ;;
describe-users)
  if [[ -e "$CALLS/modifying" ]]; then rm "$CALLS/modifying"; printf 'modifying\\tpassword\\t1\\n'; exit; fi
  if [[ -e "$CALLS/stuck" ]]; then printf 'modifying\\tpassword\\t1\\n'; exit; fi
  printf 'active\\tpassword\\t%s\\n' "$(cat "$CALLS/count")"
  ;;
esac
`;

  function set(users: string, files: Readonly<Record<string, string>>): Promise<Outcome> {
    write("bin/aws", AWS, 0o700);
    write("authorities.pem", "authorities");
    fs.mkdirSync(path.join(folder, "out"), { recursive: true });
    fs.mkdirSync(path.join(folder, "services"), { recursive: true });
    for (const [name, text] of Object.entries(files)) write(`services/${name}`, text);
    return run("set-passwords.sh", {
      PATH: `${path.join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      CALLS: folder,
      USERS: users,
      SERVICES_DIR: path.join(folder, "services"),
      OUT_DIR: path.join(folder, "out"),
      AUTHORITIES: `${path.join(folder, "none.pem")} ${path.join(folder, "authorities.pem")}`,
    });
  }
  const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8").trim();

  test("sets the passwords of each user, the older first, in a file that nobody else reads", async () => {
    const { code, said } = await set("web dev-jobs-web\nworker dev-jobs-worker", {
      "web/1": OLD,
      "web/2": NEW,
      "worker/2": NEW,
    });
    expect([code, said]).toEqual([
      0,
      "web: dev-jobs-web logs in with 2 password(s)\nworker: dev-jobs-worker logs in with 1 password(s)\n",
    ]);
    expect(
      read("inputs")
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { UserId: "dev-jobs-web", AuthenticationMode: { Type: "password", Passwords: [OLD, NEW] } },
      { UserId: "dev-jobs-worker", AuthenticationMode: { Type: "password", Passwords: [NEW] } },
    ]);
    expect(read("mode")).toBe("600");
    expect(read("out/ca.pem")).toBe("authorities");
  });

  test("no password is an argument, or said", async () => {
    const { said } = await set("web dev-jobs-web", { "web/1": NEW });
    expect(`${read("arguments")}${said}`).not.toContain(NEW);
  });

  test("waits while ElastiCache is busy with the user, before and after", async () => {
    write("busy", "");
    write("modifying", "");
    expect((await set("web dev-jobs-web", { "web/1": NEW })).code).toBe(0);
    expect(
      read("arguments")
        .split("\n")
        .filter((line) => line.includes("modify-user")),
    ).toHaveLength(2);
  });

  test.each<[string, string, Readonly<Record<string, string>>, string | undefined, RegExp]>([
    ["a user that stays busy", "web dev-jobs-web", { "web/1": NEW }, "stuck", /'modifying'/],
    ["what it may not do", "web dev-jobs-web", { "web/1": NEW }, "denied", /AccessDenied/],
    ["no password", "web dev-jobs-web", {}, undefined, /web: one or two passwords are needed, not 0/],
    ["three passwords", "web dev-jobs-web", { "web/1": NEW, "web/2": NEW, "web/3": NEW }, undefined, /not 3/],
    ["a short password", "web dev-jobs-web", { "web/1": "short" }, undefined, /16 to 128/],
    ["a password that would need quoting", "web dev-jobs-web", { "web/1": `${NEW}"` }, undefined, /letters and digits/],
    ["a password of two lines", "web dev-jobs-web", { "web/1": `${NEW}\n${NEW}` }, undefined, /letters and digits/],
    ["a user that is none", "web ../other", { "web/1": NEW }, undefined, /is no service and user/],
  ])("stops at %s, and says so", async (_, users, files, marker, message) => {
    if (marker) write(marker, "");
    const { code, said } = await set(users, files);
    expect(code).toBe(1);
    expect(said).toMatch(message);
  });
});

describe("verify-logins.sh", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start([
      `user default ${DEFAULT_USER_RULES}`,
      `user dev-jobs-web on >${NEW} >${OLD} ~web:* resetchannels -@all +@connection`,
    ]);
  });
  afterAll(() => server.stop());

  function verify(
    files: Readonly<Record<string, string>>,
    change: Readonly<Record<string, string>> = {},
  ): Promise<Outcome> {
    fs.mkdirSync(path.join(folder, "services"), { recursive: true });
    for (const [name, text] of Object.entries(files)) write(`services/${name}`, text);
    return run("verify-logins.sh", {
      CLIENT: "redis-cli",
      USERS: "web dev-jobs-web",
      SERVICES_DIR: path.join(folder, "services"),
      HOST: server.host,
      PORT: String(server.port),
      CA: server.authorityFile,
      ...change,
    });
  }

  test("logs in with every password, and sees that nobody else gets in", async () => {
    const { code, said } = await verify({ "web/1": OLD, "web/2": NEW });
    expect([code, said]).toEqual([0, "web: dev-jobs-web logs in\nnobody gets in without logging in\n"]);
  });

  test("stops at a password that lets nobody in, by its name and without it", async () => {
    const { code, said } = await verify({ "web/1": OLD, "web/3": "X".repeat(40) });
    expect(code).toBe(1);
    expect(said).toContain("web: the password 3 does not let dev-jobs-web in");
    expect(said).not.toContain("XXXX");
  });

  test("stops at a server whose certificate is of another authority", async () => {
    const other = write("other.pem", new TestAuthority("somebody else").pem);
    const { code, said } = await verify({ "web/1": NEW }, { CA: other });
    expect(code).toBe(1);
    expect(said).toMatch(/certificate/i);
  });

  test("stops at a server that answers who has not logged in", async () => {
    const open = await RedisServer.start([`user dev-jobs-web on >${NEW} +@connection`, "user default on nopass +ping"]);
    try {
      const { code, said } = await verify({ "web/1": NEW }, { PORT: String(open.port), CA: open.authorityFile });
      expect(code).toBe(1);
      expect(said).toContain("without logging in the server answers: PONG");
    } finally {
      open.stop();
    }
  });
});
