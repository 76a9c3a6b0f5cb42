/** `cdktf deploy` and `cdktf destroy`, as people type them, against the simulated clouds in the background. */
import * as fs from "node:fs";
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { DEV, ROOT, writeProject } from "../helpers/project";
import { until } from "../helpers/until";

jest.setTimeout(600_000);

interface Status {
  readonly running: boolean;
  readonly pid?: number;
  readonly objects: readonly { readonly type: string; readonly id: string; readonly owner?: string }[];
}

describe("given the simulated clouds in the background", () => {
  const project = writeProject({ dev: DEV });
  let env: NodeJS.ProcessEnv;

  const jangada = (...args: readonly string[]) =>
    run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), ...args], { cwd: project });
  const status = async (): Promise<Status> => JSON.parse((await jangada("cloud", "status", "--json")).stdout) as Status;
  const cdktf = async (...args: readonly string[]): Promise<string> => {
    const program = path.join(ROOT, "node_modules", ".bin", "cdktf");
    const { status: exit, stdout, stderr } = await run(program, args, { cwd: project, env });
    if (exit !== 0) throw new Error(`cdktf ${args.join(" ")} ended with ${exit}:\n${stdout}\n${stderr}`);
    return stdout;
  };

  beforeAll(async () => {
    expect((await jangada("cloud", "start")).status).toBe(0);
    // What `eval "$(jangada cloud env)"` does.
    const exported = await run(
      "bash",
      ["-c", `eval "$("${process.execPath}" "${path.join(ROOT, "bin", "jangada.js")}" cloud env)" && env -0`],
      { cwd: project },
    );
    const entries = exported.stdout.split("\0").map((entry) => entry.split(/=(.*)/s).slice(0, 2) as [string, string]);
    env = { ...Object.fromEntries(entries), CI: "1", CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null" };
  });
  afterAll(async () => {
    await jangada("cloud", "stop");
    fs.rmSync(project, { recursive: true, force: true });
  });

  test("cdktf lists, deploys and destroys dev, and losing the clouds in between loses nothing", async () => {
    expect(await cdktf("list")).toContain("dev-platform");

    await cdktf("deploy", "dev-*", "--auto-approve");
    const deployed = await status();
    const owned = deployed.objects.filter(({ owner }) => owner !== undefined).map(({ owner }) => owner);
    expect(owned).toEqual(
      expect.arrayContaining([
        "dev-network: aws_vpc.network",
        "dev-cluster: aws_eks_cluster.cluster",
        "dev-data: aws_db_instance.databases_orders",
        "dev-platform: helm_release.ingress_traefik",
      ]),
    );

    // Killed, not stopped: the world must be on disk already.
    process.kill(deployed.pid as number, "SIGKILL");
    await until("the clouds are gone", async () => !(await status()).running);
    expect(await jangada("cloud", "start")).toMatchObject({ status: 0 });
    expect((await status()).objects).toEqual(deployed.objects);

    const record = JSON.parse((await jangada("cloud", "env", "--json")).stdout) as { env: Record<string, string> };
    env = { ...env, ...record.env };
    await cdktf("destroy", "dev-*", "--auto-approve");
    const left = (await status()).objects.map(({ type }) => type);
    expect(left.sort()).toEqual(["aws_db_instance_automated_backup", "aws_db_snapshot"]);
  });

  test("jangada output and kubeconfig read what was deployed", async () => {
    await run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), "synth", "dev"], { cwd: project, env });
    await cdktf("deploy", "dev-network", "dev-cluster", "--auto-approve");

    const inCloud = (...args: readonly string[]) =>
      run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), ...args], { cwd: project, env });
    const outputs = JSON.parse((await inCloud("output", "dev", "--json")).stdout) as {
      outputs: Record<string, Record<string, { networkId?: string }>>;
    };
    const kubeconfig = await inCloud("kubeconfig", "dev");

    expect(outputs.outputs["dev-network"]?.["network"]?.networkId).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(kubeconfig.stdout).toMatch(/server: https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks\.amazonaws\.com/);
    expect(kubeconfig.stdout).toContain("get-token");
    expect(kubeconfig.stdout).not.toMatch(/token: |client-key-data/);
  });
});
