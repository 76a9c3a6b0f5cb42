/** The script of the restore test, against an API that answers as Kubernetes' and Velero's do. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { scope } from "../helpers/scope";
import { type ApiOptions, ClusterApi } from "./cluster-api";

const SCRIPT = resolve(__dirname, "../../assets/velero/restore-test.sh");

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly api: ClusterApi;
}

const run = (options: ApiOptions, deadline = 60): Promise<Ran> =>
  scope(async (own) => {
    const api = own(await ClusterApi.start(options), (one) => one.stop());
    const credentials = join(mkdtempSync(join(tmpdir(), "restore-")), "credentials");
    mkdirSync(credentials);
    writeFileSync(join(credentials, "token"), "the-token");
    writeFileSync(join(credentials, "ca.crt"), "");
    const env = {
      PATH: process.env["PATH"] ?? "",
      TMPDIR: tmpdir(),
      API_SERVER: api.url,
      CREDENTIALS_DIR: credentials,
      RESTORE_SCHEDULE: "daily",
      RESTORE_NAMESPACE: "shop",
      SCRATCH_NAMESPACE: "restore-test",
      VELERO_NAMESPACE: "velero",
      DEADLINE_SECONDS: String(deadline),
      PAUSE_SECONDS: "0.1",
      no_proxy: "127.0.0.1",
    };
    const child = own(
      spawn("bash", [SCRIPT], { env, stdio: ["ignore", "pipe", "inherit"], timeout: PROGRAM_LIMIT }),
      (one) => one.kill("SIGKILL"),
    );
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    const status = await new Promise<number | null>((done) => child.on("close", done));
    return { status, stdout, api };
  });

test("a backup that can be restored is, beside the real namespace, and removed again", async () => {
  const { status, stdout, api } = await run({ phases: ["New", "InProgress", "Finalizing", "Completed"] });

  expect(stdout).toContain("4 objects were restored.");
  expect(stdout).toContain("1 volumes came back.");
  expect(stdout).toMatch(/The backup can be restored\.\n$/);
  expect(status).toBe(0);
  expect(api.made).toEqual([
    expect.objectContaining({
      kind: "Restore",
      spec: expect.objectContaining({
        scheduleName: "daily",
        includedNamespaces: ["shop"],
        namespaceMapping: { shop: "restore-test" },
        includeClusterResources: false,
      }) as object,
    }),
  ]);
  expect([...api.tokens]).toEqual(["Bearer the-token"]);
  const deleted = api.asked.filter((one) => one.startsWith("DELETE"));
  expect(deleted.filter((one) => one.includes("/velero/restores/restore-test-"))).toHaveLength(1);
  // Nothing is deleted but in the one namespace, and its own restore.
  expect(deleted.filter((one) => !/\/namespaces\/restore-test\/|\/restores\/restore-test-\d+$/.test(one))).toEqual([]);
});

test.each<[string, ApiOptions, string]>([
  ["ended with errors", { phases: ["InProgress", "PartiallyFailed"] }, "The restore ended as PartiallyFailed"],
  ["failed, and why", { phases: ["Failed"] }, "no such backup"],
  ["was refused", { phases: ["FailedValidation"] }, "The restore ended as FailedValidation"],
  ["held nothing", { phases: ["Completed"], itemsRestored: 0 }, "Nothing was restored"],
])("a restore that %s fails, and what came of it is removed", async (_, options, message) => {
  const { status, stdout, api } = await run(options);

  expect(stdout).toContain(message);
  expect(stdout).toMatch(/FAILED\n$/);
  expect(status).toBe(1);
  // Before and after.
  expect(api.asked.filter((one) => one === "DELETE /api/v1/namespaces/restore-test/pods")).toHaveLength(2);
});

test.each<[string, ApiOptions, string]>([
  ["a restore that does not end", { phases: ["InProgress"] }, "The restore is still InProgress after 1 seconds."],
  ["a volume that does not come", { phases: ["Completed"], claims: ["Bound", "Pending"] }, "Only 1 of 2 volumes"],
])("%s fails at the deadline", async (_, options, message) => {
  const { status, stdout } = await run(options, 1);

  expect(stdout).toContain(message);
  expect(status).toBe(1);
});

test("what cannot be removed is no success", async () => {
  const { status, stdout } = await run({ phases: ["Completed"], refusesDeletion: true });

  expect(stdout).toContain("Not removed");
  expect(status).toBe(1);
});
