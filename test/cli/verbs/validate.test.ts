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
});
