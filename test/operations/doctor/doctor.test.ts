import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import type { Environment } from "../../../src/environment/environment";
import { chooseEnvironments } from "../../../src/operations/selection/environments";
import {
  checkCredentials,
  checkLogins,
  checkNetwork,
  hostsFor,
  reach,
} from "../../../src/operations/doctor/cloud-access";
import { checkDisk, doctor } from "../../../src/operations/doctor/doctor";
import { checkNode, checkPackages, type Manifest } from "../../../src/operations/doctor/packages";
import { DEV, ROOT, writeProject } from "../../helpers/project";

const OWN: Manifest = {
  name: "jangada",
  version: "0.1.0",
  engines: { node: ">=20.19" },
  peerDependencies: { cdktf: "^0.21.0", constructs: "^10.4.2", "@cdktf/provider-aws": "^21.22.1" },
  peerDependenciesMeta: { "@cdktf/provider-aws": { optional: true } },
};

const folders: string[] = [];
/** A folder with installed packages, `name@version`; `a/b` is the package `b` in the folder `a`. */
function installed(packages: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "doctor-")));
  folders.push(folder);
  for (const [where, version] of Object.entries(packages)) {
    const place = path.join(folder, where);
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, "package.json"), JSON.stringify({ name: path.basename(where), version }));
  }
  return folder;
}
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

const GOOD = { "node_modules/cdktf": "0.21.0", "node_modules/constructs": "10.7.2" };
const failures = (places: readonly string[]): readonly string[] =>
  checkPackages(places, OWN)
    .filter(({ status }) => status === "failed")
    .map(({ check, message, remedy }) => `${check}: ${message} ${remedy ?? "NO REMEDY"}`);

describe("doctor", () => {
  test("given a check that cannot be made, is not content", async () => {
    const project = fs.mkdtempSync(path.join(os.tmpdir(), "doctor-"));
    folders.push(project);

    const { ok, findings } = await doctor({ project, credentials: true });

    expect(ok).toBe(false);
    expect(findings).toContainEqual(expect.objectContaining({ check: "account", status: "unchecked" }));
  });

  test("given this checkout, and what logs in to clusters of Azure, finds everything in order", async () => {
    const programs = installed({});
    fs.writeFileSync(path.join(programs, "kubelogin"), "#!/bin/sh\n", { mode: 0o755 });
    const before = process.env["PATH"] ?? "";
    process.env["PATH"] = [programs, before].join(path.delimiter);
    const { findings } = await doctor({ project: ROOT }).finally(() => {
      process.env["PATH"] = before;
    });

    expect(findings.filter(({ status }) => status === "failed")).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["node", "terraform", "cdktf", "constructs", "environments", "disk"]),
    );
  });

  test.each([
    ["20.20.2", "ok"],
    ["18.19.0", "failed"],
  ])("given Node %s: %s", (version, status) => {
    expect(checkNode(OWN, version).status).toBe(status);
  });

  test("given one copy of each package, within its range, says nothing against it", () => {
    expect(failures([installed(GOOD)])).toEqual([]);
  });

  test("given a copy beside the project's own, names both and how to have one", () => {
    const place = installed({
      ...GOOD,
      "node_modules/@cdktf/provider-aws": "21.22.1",
      "node_modules/@cdktf/provider-aws/node_modules/constructs": "10.5.0",
    });

    const [problem = "", ...others] = failures([place]);
    expect(others).toEqual([]);
    expect(problem).toContain("2 copies");
    expect(problem).toContain("10.7.2 in");
    expect(problem).toContain("10.5.0 in");
    expect(problem).toContain("npm dedupe");
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["no cdktf", { "node_modules/constructs": "10.7.2" }, /^cdktf: It is not installed\. npm install cdktf@/],
    ["the broken constructs", { ...GOOD, "node_modules/constructs": "10.8.0" }, /^constructs: 10\.8\.0 is broken/],
    ["an older cdktf", { ...GOOD, "node_modules/cdktf": "0.20.1" }, /^cdktf: 0\.20\.1 is not within \^0\.21\.0/],
    [
      "bindings out of range",
      { ...GOOD, "node_modules/@cdktf/provider-aws": "19.0.0" },
      /^@cdktf\/provider-aws: 19\.0\.0 is not within/,
    ],
  ])("given %s, says so and what to do", (_, packages, expected) => {
    expect(failures([installed(packages)])).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    [100 * 1024 ** 3, "ok"],
    [2 * 1024 ** 3, "warning"],
    [1024 ** 2, "failed"],
  ])("given %d bytes of disk: %s", (free, status) => {
    expect(checkDisk("/", free).status).toBe(status);
  });

  describe("given environments of Azure", () => {
    const [SUBSCRIPTION, TENANT] = ["11111111-2222-4333-A444-555555555555", "99999999-2222-4333-a444-555555555555"];
    const project = writeProject({
      dev: `name: dev\ntarget: aks\nprofile: minimal\nowner: fishers\nazure: { subscription: ${SUBSCRIPTION}, tenant: ${TENANT}, location: westeurope, admins: [aaaaaaaa-2222-4333-a444-555555555555] }\n`,
    });
    const environments: readonly Environment[] = chooseEnvironments({ project });
    const bin = fs.mkdtempSync(path.join(os.tmpdir(), "az-"));
    const before = process.env["PATH"];
    afterEach(() => {
      process.env["PATH"] = before;
      for (const file of fs.readdirSync(bin)) fs.rmSync(path.join(bin, file));
    });
    afterAll(() => [project, bin].forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));
    const install = (name: string, script: string): void => {
      fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      process.env["PATH"] = `${bin}:${before ?? ""}`;
    };
    const az = (subscription: string, tenant: string): void =>
      install("az", `echo '{"id":"${subscription}","tenantId":"${tenant}","user":{"name":"ada@example.org"}}'`);

    test("subscription and tenant are compared, however they are written", async () => {
      az(SUBSCRIPTION.toLowerCase(), TENANT);

      expect(await checkCredentials(environments)).toMatchObject([
        { check: "credentials", status: "ok", message: "ada@example.org" },
        { check: "account of dev", status: "ok" },
        { check: "tenant of dev", status: "ok" },
      ]);
    });

    test("a subscription that was moved to another tenant is told", async () => {
      az(SUBSCRIPTION, "00000000-2222-4333-a444-555555555555");
      const found = (await checkCredentials(environments)).filter(({ status }) => status === "failed");

      expect(found).toMatchObject([{ check: "tenant of dev", message: expect.stringContaining(TENANT) as string }]);
    });

    test("what clients of the cluster log in with has to be there, whether it is asked for or not", async () => {
      process.env["PATH"] = bin;
      expect(await checkLogins(environments)).toMatchObject([
        { check: "kubelogin", status: "failed", remedy: expect.stringContaining("az aks install-cli") as string },
      ]);
      install("kubelogin", "echo 'kubelogin version'; echo 'git hash: v0.2.10'");
      expect(await checkLogins(environments)).toMatchObject([
        { check: "kubelogin", status: "ok", message: "kubelogin version" },
      ]);
      install("kubelogin", "exit 1");
      expect(await checkLogins(environments)).toMatchObject([{ check: "kubelogin", status: "failed" }]);
      const { findings } = await doctor({ project });
      expect(findings).toContainEqual(expect.objectContaining({ check: "kubelogin", status: "failed" }));
    });
  });

  test("a cloud whose own command logs in to clusters needs no other", async () => {
    const project = writeProject({ dev: DEV });
    folders.push(project);

    expect(await checkLogins(chooseEnvironments({ project }))).toEqual([]);
  });

  describe("given an AWS CLI", () => {
    const project = writeProject({ dev: DEV });
    const environments: readonly Environment[] = chooseEnvironments({ project });
    const bin = fs.mkdtempSync(path.join(os.tmpdir(), "aws-"));
    const before = process.env["PATH"];
    afterEach(() => (process.env["PATH"] = before));
    afterAll(() => [project, bin].forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));
    const aws = (script: string): void => {
      fs.writeFileSync(path.join(bin, "aws"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      process.env["PATH"] = `${bin}:${before ?? ""}`;
    };
    const identity = (account: string): string =>
      `echo '{"Account":"${account}","Arn":"arn:aws:iam::${account}:user/me"}'`;

    test("with credentials of the file's account, says whose they are", async () => {
      aws(identity("123456789012"));
      expect((await checkCredentials(environments)).map(({ status }) => status)).toEqual(["ok", "ok"]);
    });

    test("with credentials of another account, names both", async () => {
      aws(identity("999999999999"));
      const [, account] = await checkCredentials(environments);
      expect(account?.status).toBe("failed");
      expect(account?.message).toContain("123456789012");
      expect(account?.message).toContain("999999999999");
    });

    test("without credentials, says what AWS says", async () => {
      aws("echo 'The SSO session has expired' >&2; exit 255");
      const [found] = await checkCredentials(environments);
      expect(found).toMatchObject({ status: "failed", message: expect.stringContaining("SSO session has expired") });
    });

    test("whose answer cannot be read, does not say that it is missing", async () => {
      aws("echo '<html>'");
      const [found] = await checkCredentials(environments);
      expect(found).toMatchObject({ status: "unchecked", message: expect.stringContaining("no JSON") });
    });

    test("that is not there, says where to get it", async () => {
      process.env["PATH"] = "/nowhere";
      const [found] = await checkCredentials(environments);
      expect(found).toMatchObject({ status: "failed", remedy: expect.stringContaining("getting-started-install") });
    });

    test("names the hosts of the environments' regions", () => {
      expect(hostsFor(environments)).toEqual([
        "registry.terraform.io",
        "releases.hashicorp.com",
        "sts.eu-west-1.amazonaws.com",
        "s3.eu-west-1.amazonaws.com",
      ]);
    });
  });

  describe("given a host", () => {
    const server = net.createServer((socket) => socket.resume().end());
    beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
    afterAll(() => new Promise((resolve) => server.close(resolve)));
    const port = (): number => (server.address() as net.AddressInfo).port;
    const through = (proxy: string) => checkNetwork(["example.org"], { HTTPS_PROXY: proxy });

    test("that answers and one that does not, tells them apart", async () => {
      expect(await reach("127.0.0.1", port())).toBeUndefined();
      expect(await reach("127.0.0.1", 1)).toBe("ECONNREFUSED");
    });

    test("behind a proxy that lets it through and one that does not, tells them apart", async () => {
      const proxies = await Promise.all(
        ["200 Connection established", "403 Forbidden"].map(
          (answer) =>
            new Promise<net.Server>((resolve) => {
              const proxy = net.createServer((socket) =>
                socket.once("data", (asked) =>
                  socket.end(
                    asked.toString().startsWith("CONNECT example.org:443 HTTP/1.1\r\n")
                      ? `HTTP/1.1 ${answer}\r\n\r\n`
                      : "HTTP/1.1 400 Bad Request\r\n\r\n",
                  ),
                ),
              );
              proxy.listen(0, "127.0.0.1", () => resolve(proxy));
            }),
        ),
      );
      const ports = proxies.map((proxy) => (proxy.address() as net.AddressInfo).port);

      const found = await Promise.all([...ports, port()].map((at) => through(`http://127.0.0.1:${at}`)));

      expect(found.map((findings) => findings.map(({ status }) => status))).toEqual([
        ["ok", "ok"],
        ["ok", "failed"],
        ["ok", "failed"],
      ]);
      expect(found[1]?.[1]?.message).toContain("403 Forbidden");
      await Promise.all(proxies.map((proxy) => new Promise((resolve) => proxy.close(resolve))));
    });

    test("behind a proxy that does not answer, or is none, says of nothing that it answers", async () => {
      expect(await through("http://127.0.0.1:1")).toMatchObject([
        { check: "proxy", status: "failed" },
        { check: "example.org", status: "unchecked" },
      ]);
      expect(await through("nonsense")).toMatchObject([{ check: "proxy", status: "failed" }]);
    });
  });
});
