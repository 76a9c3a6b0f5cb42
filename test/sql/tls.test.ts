/** The Job's and the applications' connections verify the server: its certificate's authority, and the name that it is made out to. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestAuthority } from "../helpers/certificates";
import { MAJORS, NEWEST } from "../helpers/postgres-programs";
import { PostgresServer } from "../helpers/postgres-server";
import { ensureServices, type ScriptRan } from "./run-script";

const folder = mkdtempSync(join(tmpdir(), "authorities-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const right = new TestAuthority("Right");
const wrong = new TestAuthority("Wrong");

function file(name: string, ...pems: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, pems.join(""));
  return path;
}

/** What the Job's pod sets; the certificate is made out to a name that leads to the loopback address. */
const verified = (root: string, host = "localhost"): Record<string, string> => ({
  PGSSLMODE: "verify-full",
  PGSSLROOTCERT: root,
  PGHOST: host,
});

describe.each(MAJORS.filter((major) => major === "15" || major === NEWEST))("on PostgreSQL %s", (major) => {
  let server: PostgresServer;
  const ensure = (env: Record<string, string>): Promise<ScriptRan> =>
    ensureServices(server, { orders: "first" }, { env });

  beforeAll(async () => {
    server = await PostgresServer.start({ major, tls: right.issue("localhost") });
  });
  afterAll(() => server?.stop());

  test.each<[string, Record<string, string>, RegExp]>([
    ["another authority", verified(file("wrong.pem", wrong.pem)), /certificate verify failed/],
    [
      "another name",
      verified(file("right.pem", right.pem), "127.0.0.1"),
      /does not match host name|certificate for "localhost"/,
    ],
    ["no authority at all", verified(join(folder, "none.pem")), /root certificate file .* does not exist/],
    ["no TLS", { PGSSLMODE: "disable" }, /no encryption|no pg_hba.conf entry/],
  ])("given %s, when run, then nothing is made, and no password is sent", async (_, env, told) => {
    const ran = await ensure(env);
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toMatch(told);
    expect(server.superuser("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'orders%'")).toBe("0");
  });

  test("given the right one among several, when run, then all is made, and applications verify by its URI", async () => {
    const root = file("bundle.pem", wrong.pem, right.pem);
    expect(await ensure(verified(root))).toMatchObject({ status: 0, stderr: "" });
    const sql = "SELECT current_user";
    const uri = (certificates: string, host = "localhost"): string =>
      `postgresql://orders:first@${host}:${server.port}/orders?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificates)}`;
    const tried = (dsn: string): number => server.query(dsn, sql).status;
    expect(server.query(uri(root), sql)).toMatchObject({ status: 0, stdout: "orders_owner\n" });
    expect([tried(uri(file("wrong.pem", wrong.pem))), tried(uri(root, "127.0.0.1"))]).toEqual([2, 2]);
  });
});

test("given a certificate that has expired, when run, then nothing is made", async () => {
  const server = await PostgresServer.start({ tls: right.issue("localhost", -1) });
  try {
    const ran = await ensureServices(server, { orders: "first" }, { env: verified(file("right.pem", right.pem)) });
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toContain("certificate verify failed");
  } finally {
    server.stop();
  }
});
