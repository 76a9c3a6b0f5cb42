/** What `jangada validate` says of values that undo a protection: where they stand, and that the file is valid. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../../src/operations/process";
import { ROOT } from "../../helpers/project";

const FILE = `name: dev
target: eks
profile: minimal
owner: platform
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
cluster: {}
metricsServer:
  values:
    args: [--kubelet-insecure-tls]
`;

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-validate-"));
  const environment = path.join(folder, "infra", "environments", "dev");
  fs.mkdirSync(environment, { recursive: true });
  fs.writeFileSync(path.join(environment, "environment.yaml"), FILE);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const validate = (...rest: readonly string[]): ReturnType<typeof run> =>
  run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), "validate", "--providers", "none", ...rest], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });

describe("jangada validate", () => {
  test("warns with file, line and column, and finds the file valid", async () => {
    const { status, stdout, stderr } = await validate();

    expect(stdout).toMatch(/^dev .* valid$/);
    expect(stderr).toContain("warning [CHART_VALUE_UNSAFE] infra/environments/dev/environment.yaml:9:12");
    expect(stderr).toContain("'args.0' of the chart 'metrics-server' undoes a protection.");
    expect(status).toBe(0);
  });

  test("hands programs the same", async () => {
    const { stdout } = await validate("--json");

    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      problems: [],
      warnings: [
        {
          code: "CHART_VALUE_UNSAFE",
          place: { line: 9, column: 12, path: "metricsServer.values.args[0]" },
        },
      ],
    });
  });

  test("explains where each component runs, why, and what it depends on", async () => {
    const { status, stdout, stderr } = await validate("--explain", "dev");

    expect(stdout).toMatch(/^dev {2}infra\/environments\/dev\/environment.yaml {2}target eks, profile minimal$/m);
    expect(stdout).toMatch(/^metricsServer +in-cluster +dev-platform +line 7 +network, cluster$/m);
    expect(stdout).toMatch(/^network +managed +dev-network +profile minimal +\(nothing\)$/m);
    expect(stdout).toMatch(/^secrets +in-cluster \(store, key: managed\) +dev-data, dev-platform +profile minimal +/m);
    expect(stdout).toMatch(/^Not in it: databases, /m);
    expect(stdout).toMatch(/^metricsServer.values.args +\["--kubelet-insecure-tls"\] +line 9$/m);
    expect(stderr).toContain("warning [CHART_VALUE_UNSAFE]");
    expect(status).toBe(0);
  });

  test("explains to programs, and refuses what is not there", async () => {
    const { stdout } = await validate("--explain", "--json", "dev");
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      ok: true,
      environments: [{ name: "dev", target: "eks", profile: "minimal" }],
      problems: [],
    });

    const { status, stdout: none, stderr } = await validate("--explain", "prod");
    expect(none.trim()).toBe("");
    expect(stderr).toContain("prod");
    expect(status).toBe(1);
  });
});
