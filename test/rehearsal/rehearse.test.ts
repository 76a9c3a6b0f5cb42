/** A whole rehearsal, as `npm run rehearse -- dev --destroy` runs it. */
import { edited } from "../helpers/edited";
import * as fs from "node:fs";
import * as path from "node:path";
import { rehearse } from "../../src/operations/rehearse/rehearse";
import { run } from "../../src/operations/process";
import { DEV, ROOT, writeProject } from "../helpers/project";
import { simulatedProviders } from "../../src/providers";

/** The command line, in a project's folder. */
function jangada(project: string, ...args: readonly string[]) {
  return run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), ...args], { cwd: project });
}

describe("jangada rehearse", () => {
  test("given dev, deploys every stack, finds the second plan empty, and leaves nothing after destroying", async () => {
    const project = writeProject({ dev: DEV });

    const { status, stdout } = await jangada(project, "rehearse", "dev", "--destroy", "--json");

    const result = JSON.parse(stdout) as Awaited<ReturnType<typeof rehearse>>;
    expect(result.problems).toEqual([]);
    expect(status).toBe(0);
    expect(result.stacks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      "dev-network done",
      "dev-cluster done",
      "dev-data done",
      "dev-platform done",
    ]);
    for (const stack of result.stacks) {
      expect(stack.steps.map(({ step }) => step)).toEqual([
        "init",
        "validate",
        "plan",
        "apply",
        "plan-again",
        "destroy",
      ]);
      expect(stack.resources).toBe(stack.planned?.add);
    }
    expect(result.left?.filter(({ retained }) => !retained)).toEqual([]);
    expect(result.left?.map(({ type }) => type).sort()).toEqual([
      "aws_db_instance_automated_backup",
      "aws_db_snapshot",
    ]);
    expect(result.folder).toBeUndefined();
  });

  test("given a protected environment with an S3 backend, rehearses with local state, and lifts the protection to destroy", async () => {
    const file = edited(
      DEV,
      "profile: minimal",
      "profile: standard\nstate: { backend: s3, bucket: example-terraform-state }",
    );
    const project = writeProject({ dev: file });

    const result = await rehearse({ simulated: simulatedProviders, environment: "dev", project, destroy: true });

    expect(result.problems).toEqual([]);
    expect(result.ok).toBe(true);
    expect(result.left?.filter(({ retained }) => !retained)).toEqual([]);
    const prevented = result.stacks.find(({ name }) => name === "dev-data")?.steps.map(({ step }) => step);
    expect(prevented).toEqual(["init", "validate", "plan", "apply", "plan-again", "plan", "apply", "destroy"]);
  });

  test("given --keep, leaves the working folder, with states that hold no password of a database", async () => {
    const project = writeProject({ dev: DEV });

    const result = await rehearse({ simulated: simulatedProviders, environment: "dev", project, keep: true });

    const folder = result.folder as string;
    const states = fs.readdirSync(path.join(folder, "state")).filter((name) => name.endsWith(".tfstate"));
    expect(states.sort()).toEqual([
      "dev-cluster.tfstate",
      "dev-data.tfstate",
      "dev-network.tfstate",
      "dev-platform.tfstate",
    ]);
    for (const state of states) {
      const text = fs.readFileSync(path.join(folder, "state", state), "utf8");
      expect(text).not.toMatch(/"(master_)?password(_wo)?": "[^"]+"/);
    }
    fs.rmSync(folder, { recursive: true });
  });
});

describe("given a broken prod beside a good dev", () => {
  const broken = edited(edited(DEV, "name: dev", "name: prod"), "region: eu-west-1", "region: eu-west-9");
  let project: string;
  beforeAll(() => {
    project = writeProject({ dev: DEV, prod: broken });
  });

  test("dev still synthesizes, and the error of prod is shown with its line", async () => {
    const { status, stdout, stderr } = await jangada(project, "synth");

    // What was left out is told by the status, too.
    expect(status).toBe(1);
    expect(stdout).toContain("dev-platform");
    expect(stdout).not.toContain("prod-");
    expect(stderr).toContain("infra/environments/prod/environment.yaml:");
    expect(stderr).toContain("eu-west-9");
  });

  test("dev still rehearses", async () => {
    const { status } = await jangada(project, "rehearse", "dev");

    expect(status).toBe(0);
  });

  test("prod itself ends with exit status 1 and nothing written", async () => {
    const outdir = path.join(project, "out-of-prod");

    const { status, stderr } = await jangada(project, "synth", "prod", "--outdir", outdir);

    expect(status).toBe(1);
    expect(stderr).toContain("ENV_REGION_UNKNOWN");
    expect(fs.existsSync(outdir)).toBe(false);
  });
});
