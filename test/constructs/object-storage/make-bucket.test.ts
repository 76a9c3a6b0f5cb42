/** The script of the Job that makes a bucket, against a server that verifies every signature. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bucketDocuments } from "../../../src/constructs/object-storage/cluster/endpoint/documents";
import { PROGRAM_LIMIT } from "../../helpers/limits";
import { SignedStore } from "../../helpers/signed-store";

const SCRIPT = resolve(__dirname, "../../../assets/object-storage/make-bucket.sh");
const KEYS = { "administrator.1": 'a "b" \\c', "documents.shop.shop.1": "S".repeat(40), "documents.web.web.1": "W" };

let store: SignedStore;
let folder: string;
beforeEach(async () => {
  store = await SignedStore.start(KEYS);
  folder = mkdtempSync(join(tmpdir(), "bucket-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await store.stop();
});

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function write(name: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
}

function run(
  logins: Readonly<Record<string, string>>,
  told: Parameters<typeof bucketDocuments>[0] = { noncurrentDays: 30 },
  admin = KEYS["administrator.1"],
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  for (const one of ["logins", "documents"]) rmSync(join(folder, one), { recursive: true, force: true });
  mkdirSync(join(folder, "logins"));
  for (const [username, password] of Object.entries(logins)) write(`logins/${username}`, { username, password });
  write("admin", { username: "administrator.1", password: admin });
  write("documents", bucketDocuments(told));
  write(".", { "ca.crt": store.authority });
  const env = {
    PATH: process.env["PATH"] ?? "",
    ENDPOINT: store.url,
    REGION: "us-east-1",
    BUCKET: "dev-documents",
    DOCUMENTS_DIR: join(folder, "documents"),
    ADMIN_DIR: join(folder, "admin"),
    LOGINS_DIR: join(folder, "logins"),
    CURL_CA_BUNDLE: join(folder, "ca.crt"),
    ATTEMPTS: "2",
    PAUSE: "0.1",
    ...more,
  };
  return new Promise((done) => {
    execFile("bash", [SCRIPT], { env, timeout: PROGRAM_LIMIT }, (error, stdout, stderr) =>
      done({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const SHOP = { "documents.shop.shop.1": KEYS["documents.shop.shop.1"] };

test("a bucket that is not there is made, told of itself, and its users log in; the same again makes none", async () => {
  const first = await run(SHOP, { noncurrentDays: 30, expireDays: 90, lock: { mode: "governance", days: 5 } });
  expect(first).toEqual({
    status: 0,
    stdout: "the bucket dev-documents is made\ndocuments.shop.shop.1 logs in\ndone\n",
    stderr: "",
  });
  expect(store.buckets.get("dev-documents")).toEqual({
    versioning: expect.stringContaining("<Status>Enabled</Status>"),
    lifecycle: expect.stringMatching(/<NoncurrentDays>30<.*<Days>90</),
    "object-lock": expect.stringMatching(/<Mode>GOVERNANCE<\/Mode><Days>5</),
  });
  store.changes.length = 0;
  expect((await run(SHOP)).stdout).toContain("the bucket dev-documents is there\n");
  expect(store.changes).toEqual(["PUT /dev-documents?versioning=", "PUT /dev-documents?lifecycle="]);
});

test("where it could not be locked later, it is made as one that can be", async () => {
  expect(await run({}, undefined, undefined, { LOCKABLE: "yes" })).toMatchObject({ status: 0 });
  expect(store.buckets.get("dev-documents")).toMatchObject({ lockable: "true" });
});

test("a lock that is no longer asked for is not taken off", async () => {
  await run({}, { noncurrentDays: 30, lock: { mode: "compliance", days: 5 } });
  await run({});
  expect(store.buckets.get("dev-documents")?.["object-lock"]).toContain("COMPLIANCE");
});

test("a user with another key fails by its name, and no key is told", async () => {
  const { status, stdout, stderr } = await run({ ...SHOP, "documents.web.web.1": "other-key" });
  expect(status).toBe(1);
  expect(stdout).toContain("documents.shop.shop.1 logs in\n");
  expect(stderr).toContain("documents.web.web.1 does not log in: 403");
  expect(stdout + stderr).not.toMatch(/other-key|S{40}/);
});

test("who may not make buckets makes none", async () => {
  const { status, stderr } = await run({}, undefined, "other");
  expect(status).toBe(1);
  expect(stderr).toContain("whether the bucket dev-documents is there: 403");
  expect(store.changes).toEqual([]);
});
