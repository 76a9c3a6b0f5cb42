/** The script of the Job that tells MinIO of its users, with a stand-in for the client that keeps what a server would. */
import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { minioPolicy } from "../../../src/constructs/object-storage/cluster/minio/policies";
import { PROGRAM_LIMIT } from "../../helpers/limits";

const SCRIPT = resolve(__dirname, "../../../assets/object-storage/make-users.sh");

/** As mc answers (RELEASE.2025-08-13): users and policies are files, what it was called with is written down. */
const CLIENT = `#!/usr/bin/env bash
set -euo pipefail
printf '%s\\n' "$*" >>"$STATE/calls"
if [[ -s "$STATE/failures" ]]; then
  sed -i 1d "$STATE/failures"
  echo 'mc: <ERROR> the server is not initialized' >&2
  exit 1
fi
[[ "$1" == --quiet ]] && shift
json=no
if [[ "$1" == --json ]]; then json=yes; shift; fi
grep -q '"secretKey":"the \\\\"admin\\\\" key"' "$MC_CONFIG_DIR/config.json" || exit 1
case "$1 $2 $3" in
  "admin user add") IFS= read -r name; IFS= read -r key; printf '%s' "$key" >"$STATE/users/$name"; echo "Added user" ;;
  "admin user info") printf '{"status":"success","accessKey":"%s","policyName":"%s"}\\n' "$5" "$(cat "$STATE/attached/$5" 2>/dev/null || true)" ;;
  "admin user list") for file in "$STATE"/users/*; do [[ ! -e "$file" ]] || printf '{"status":"success","accessKey":"%s"}\\n' "\${file##*/}"; done ;;
  "admin user remove") rm "$STATE/users/$5"; rm -f "$STATE/attached/$5" ;;
  "admin policy create") cp "$6" "$STATE/policies/$5" ;;
  "admin policy attach") printf '%s' "$5" >"$STATE/attached/$7" ;;
  "admin policy list") for file in "$STATE"/policies/*; do printf '{"status":"success","policy":"%s"}\\n' "\${file##*/}"; done ;;
  "admin policy remove") rm "$STATE/policies/$5" ;;
  *) exit 1 ;;
esac
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "users-"));
  for (const name of ["bin", "state/users", "state/policies", "state/attached"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, "state/policies/readwrite"), "{}");
  writeFileSync(join(folder, "bin/mc"), CLIENT);
  chmodSync(join(folder, "bin/mc"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param logins keys by their names; policies are of the users that `users` names */
function run(logins: Readonly<Record<string, string>>, users: readonly string[]): Promise<Ran> {
  for (const one of ["logins", "policies", "admin"]) rmSync(join(folder, one), { recursive: true, force: true });
  const write = (at: string, files: Readonly<Record<string, string>>): void => {
    mkdirSync(join(folder, at), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, at, name), text);
  };
  write("logins", {});
  for (const [username, password] of Object.entries(logins)) write(`logins/${username}`, { username, password });
  write("policies", Object.fromEntries(users.map((user) => [`${user}.json`, minioPolicy("b", [{ access: "read" }])])));
  write("admin", { username: "administrator.1", password: 'the "admin" key' });
  const env = {
    PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
    STATE: join(folder, "state"),
    SERVER: "https://s3.object-storage.svc",
    ADMIN_DIR: join(folder, "admin"),
    LOGINS_DIR: join(folder, "logins"),
    POLICIES_DIR: join(folder, "policies"),
    MC_CONFIG_DIR: join(folder, "mc"),
    ATTEMPTS: "3",
    PAUSE: "0.01",
  };
  return new Promise((done) => {
    execFile("bash", [SCRIPT], { env, timeout: PROGRAM_LIMIT }, (error, stdout, stderr) =>
      done({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const names = (kind: string): readonly string[] => readdirSync(join(folder, "state", kind)).sort();
const text = (file: string): string => readFileSync(join(folder, "state", file), "utf8");

const KEYS = { "documents.shop.shop.1": 'p"w\\d$x', "documents.shop.shop.2": "second", "logs.web.web.1": "third" };
const USERS = ["documents.shop.shop", "logs.web.web"];

test("each key logs in with what its user may do; the same again changes nothing", async () => {
  for (const _ of ["first", "again"]) {
    expect(await run(KEYS, USERS)).toEqual({
      status: 0,
      stdout: Object.keys(KEYS)
        .map((name) => `${name} may log in\n`)
        .concat("done\n")
        .join(""),
      stderr: "",
    });
    expect(names("users")).toEqual(Object.keys(KEYS));
    expect(names("policies")).toEqual([...USERS, "readwrite"]);
    expect(text("attached/documents.shop.shop.2")).toBe("documents.shop.shop");
    expect(text("users/documents.shop.shop.1")).toBe('p"w\\d$x');
  }
  expect(text("calls").match(/policy attach/g)).toHaveLength(3);
});

test("no key is among the arguments of a process, and none is left to read for others", async () => {
  await run(KEYS, USERS);
  expect(text("calls")).not.toMatch(/p"w|second|third|admin" key/);
  expect(text("calls")).not.toMatch(/--json admin user add/);
});

test("who is no longer among them goes, with what it might do; MinIO's own stays", async () => {
  await run(KEYS, USERS);
  const { stdout } = await run({ "documents.shop.shop.2": "second" }, ["documents.shop.shop"]);
  expect(stdout).toContain("documents.shop.shop.1 may no longer log in\nlogs.web.web.1 may no longer log in\n");
  expect(names("users")).toEqual(["documents.shop.shop.2"]);
  expect(names("policies")).toEqual(["documents.shop.shop", "readwrite"]);
});

test("a server that is not there yet is asked again, and one that never comes is told, without a key", async () => {
  writeFileSync(join(folder, "state/failures"), "1\n2\n");
  expect((await run(KEYS, USERS)).status).toBe(0);
  writeFileSync(join(folder, "state/failures"), "1\n2\n3\n");
  const { status, stdout, stderr } = await run(KEYS, USERS);
  expect(status).toBe(1);
  expect(stderr).toContain("what documents.shop.shop may do: mc: <ERROR> the server is not initialized");
  expect(stdout + stderr).not.toMatch(/p"w|second|third/);
});

test("a key of which nothing says what it may do is not made", async () => {
  const { status, stderr } = await run(KEYS, ["documents.shop.shop"]);
  expect(status).toBe(1);
  expect(stderr).toContain("logs.web.web.1 may log in, and nothing says what it may do");
  expect(existsSync(join(folder, "state/users/logs.web.web.1"))).toBe(false);
});
