/** What is refused before it can do harm: at synth where the state can be read, at plan where it cannot. */
import { edited } from "../helpers/edited";
import * as fs from "node:fs";
import * as path from "node:path";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";

const at = (minor: string): string => edited(DEV, /version: "1\.\d+"/, `version: "${minor}"`);

describe("given a deployed dev", () => {
  let project: RehearsedProject;
  const applied = ["dev-network", "dev-cluster", "dev-data"];

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: at("1.34") });
    expectAllOk(await project.deploy("dev", applied));
  });
  afterAll(() => project.close());

  /** As with a remote state: what was applied is there, but synth cannot read it. */
  async function withoutReadableState<T>(work: () => Promise<T>): Promise<T> {
    const known = project.env["JANGADA_STATE_DIRECTORY"];
    const elsewhere = path.join(project.folder, "elsewhere");
    fs.mkdirSync(elsewhere, { recursive: true });
    fs.copyFileSync(path.join(known as string, "dev-network.tfstate"), path.join(elsewhere, "dev-network.tfstate"));
    // Terraform remembers the backend of its last run beside the stack.
    const forget = (): void => fs.rmSync(path.join(project.folder, "cdktf.out"), { recursive: true, force: true });
    forget();
    project.env["JANGADA_STATE_DIRECTORY"] = elsewhere;
    try {
      return await work();
    } finally {
      project.env["JANGADA_STATE_DIRECTORY"] = known;
      forget();
    }
  }

  test("one minor up is planned in place", async () => {
    project.write("dev", at("1.35"));

    const [run] = await project.plan("dev", ["dev-cluster"]);

    expect(run?.problems).toEqual([]);
    expect(run?.changes.map(({ action }) => action)).not.toContain("replace");
    expect(run?.changes).toContainEqual(
      expect.objectContaining({ action: "update", address: "aws_eks_cluster.cluster" }),
    );
  });

  test("two minors up are refused at synth, with the line of the file", async () => {
    project.write("dev", at("1.36"));

    await expect(project.synth("dev")).rejects.toThrow(
      /environment\.yaml:\d+:\d+ \(cluster\.version\)[\s\S]*1\.34[\s\S]*1\.35/,
    );
  });

  test("two minors up are refused by the plan where synth cannot read the state", async () => {
    project.write("dev", at("1.36"));

    const [run] = await withoutReadableState(() => project.plan("dev", ["dev-cluster"]));

    expect(run?.ok).toBe(false);
    expect(run?.problems.join()).toContain("Cluster dev runs Kubernetes 1.34, and EKS raises one minor at a time");
  });

  test("a renamed database is refused by the plan where synth cannot read the state", async () => {
    project.write("dev", at("1.34").replace("{ name: orders }", "{ name: purchases }"));

    const [run] = await withoutReadableState(() => project.plan("dev", ["dev-data"]));

    expect(run?.ok).toBe(false);
    expect(run?.problems.join()).toContain(
      "databases.orders is gone from infra/environments/dev/environment.yaml while databases.purchases is new",
    );
  });

  test("an added database is let through by the plan where synth cannot read the state", async () => {
    project.write("dev", at("1.34").replace("{ name: orders }", "{ name: accounts }, { name: orders }"));

    const [run] = await withoutReadableState(() => project.plan("dev", ["dev-data"]));

    expect(run?.problems).toEqual([]);
  });
});
