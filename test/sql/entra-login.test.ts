/** The script that fetches an administrator's token, with a curl that answers as Entra ID does. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const SCRIPT = resolve(__dirname, "../../assets/entra/entra-login.sh");
const TOKEN = "eyJ0eXAiOiJKV1Qi.eyJhdWQi-x_y.c2ln";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "entra-"));
  for (const name of ["bin", "out"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "token"), "assertion-of-the-pod");
  writeFileSync(join(folder, "authorities"), "PEM");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param answers What curl says, one after the other; the last one again and again. */
function logIn(answers: readonly string[], env: Readonly<Record<string, string>> = {}) {
  answers.forEach((answer, index) => writeFileSync(join(folder, `answer-${index + 1}`), answer));
  const lines = [
    "#!/usr/bin/env bash",
    `printf '%s\\n' "$@" >>"${folder}/arguments"`,
    `count=$(($(cat "${folder}/count" 2>/dev/null || printf 0) + 1)); printf '%s' "$count" >"${folder}/count"`,
    `[ "$count" -lt ${answers.length} ] || count=${answers.length}`,
    `cat "${folder}/answer-$count"`,
  ];
  writeFileSync(join(folder, "bin", "curl"), `${lines.join("\n")}\n`);
  writeFileSync(join(folder, "bin", "sleep"), "#!/bin/sh\n");
  for (const name of ["curl", "sleep"]) chmodSync(join(folder, "bin", name), 0o755);
  return spawnSync("bash", [SCRIPT], {
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
    env: {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      USERNAME: "dev-databases-administrator",
      CLIENT_ID: "client",
      TENANT: "tenant",
      AUTHORITY: "https://login.example.org",
      SCOPE: "https://database.example.org/.default",
      TOKEN_FILE: join(folder, "token"),
      OUT_DIR: join(folder, "out"),
      AUTHORITIES: join(folder, "authorities"),
      ...env,
    },
  });
}

const answered = (token: string): string =>
  JSON.stringify({ token_type: "Bearer", expires_in: 86399, access_token: token });
const read = (name: string): string => readFileSync(join(folder, "out", name), "utf8");

test("writes name, token and authorities, each whole and nothing else", () => {
  const { status, stdout, stderr } = logIn([answered(TOKEN)]);

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect([read("username"), read("password"), read("ca.pem")]).toEqual(["dev-databases-administrator", TOKEN, "PEM"]);
  expect(stdout).not.toContain(TOKEN);
});

test("the pod's own token is among no process's arguments", () => {
  logIn([answered(TOKEN)]);

  const given = readFileSync(join(folder, "arguments"), "utf8");
  expect(given).toContain(`client_assertion@${join(folder, "token")}`);
  expect(given).not.toContain("assertion-of-the-pod");
  expect(given).toContain("https://login.example.org/tenant/oauth2/v2.0/token");
});

test("a federation that is not known yet is waited for", () => {
  const refused = JSON.stringify({ error: "invalid_client", error_description: "AADSTS700213: no matching record" });

  const { status, stdout } = logIn([refused, "", answered(TOKEN)]);

  expect(status).toBe(0);
  expect(read("password")).toBe(TOKEN);
  expect(stdout).toContain("AADSTS700213");
});

test("what is never let in fails with the code alone, and leaves nothing", () => {
  const refused = JSON.stringify({ error_description: "AADSTS7000215: secret thing" });

  const { status, stdout, stderr } = logIn([refused], { ATTEMPTS: "3" });

  expect(status).toBe(1);
  expect(stderr).toBe("Entra ID gives no token for dev-databases-administrator (AADSTS7000215)\n");
  expect(`${stdout}${stderr}`).not.toContain("secret thing");
  expect(existsSync(join(folder, "out", "password"))).toBe(false);
});

test.each(["token", "authorities"])("without the file %s nothing is asked", (name) => {
  rmSync(join(folder, name));

  expect(logIn([answered(TOKEN)])).toMatchObject({ status: 1 });

  expect(existsSync(join(folder, "arguments"))).toBe(false);
});
