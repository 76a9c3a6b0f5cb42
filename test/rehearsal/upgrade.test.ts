/** Upgrades of the cluster, as plans and applies by the real Terraform. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { byAction, DEV, expectAllOk, RehearsedProject, type StackRun } from "../helpers/project";

const STACKS = ["dev-network", "dev-cluster"];

interface Cluster {
  version?: string;
  aws?: { controlPlaneZones: string[] };
}

/** The dev file with something changed in its cluster. */
function dev(change: Cluster, zones: readonly string[] = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]): string {
  const file = parseDocument(DEV).toJS() as { cluster: Cluster; network?: object };
  file.network = { ...file.network, aws: { zones } };
  file.cluster = { ...file.cluster, aws: { controlPlaneZones: ["eu-west-1a", "eu-west-1b"] }, ...change };
  return JSON.stringify(file);
}

const problemsOf = (runs: readonly StackRun[]) => runs.flatMap((run) => run.problems).join("\n");

describe("given a dev that was deployed with Kubernetes 1.34", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: dev({ version: "1.34" }) });
    expectAllOk(await project.deploy("dev", STACKS));
  });
  afterAll(() => project.close());

  test("a minor that was skipped is refused at synth, naming the next one", async () => {
    project.write("dev", dev({ version: "1.36" }));

    await expect(project.synth("dev")).rejects.toThrow(/KUBERNETES_UPGRADE_SKIPS[\s\S]*version: "1\.35"/);
  });

  test("other zones for the control plane are refused at plan, naming the former ones", async () => {
    project.write("dev", dev({ version: "1.34", aws: { controlPlaneZones: ["eu-west-1b", "eu-west-1c"] } }));

    const runs = await project.plan("dev", STACKS);

    expect(problemsOf(runs)).toContain("was made with its control plane in eu-west-1a eu-west-1b");
    expect(runs.find((run) => run.stack === "dev-cluster")?.ok).toBe(false);
  });

  describe("whose state cannot be read at synth", () => {
    let states: string;
    let hidden: string;
    beforeAll(() => {
      states = path.join(project.folder, "state");
      hidden = path.join(project.folder, "hidden");
      const file = fs.readdirSync(states).find((name) => name.includes("dev-cluster") && !name.endsWith(".backup"));
      if (!file) throw new Error(`No state of dev-cluster in ${states}`);
      states = path.join(states, file);
      fs.renameSync(states, hidden);
    });
    afterAll(() => fs.renameSync(hidden, states));

    test("a minor that was skipped is refused at plan", async () => {
      project.write("dev", dev({ version: "1.36" }));

      const runs = await project.plan("dev", STACKS);

      expect(problemsOf(runs)).toContain("runs Kubernetes 1.34, and EKS raises one minor at a time; 1.36 is further");
    });
  });

  test("the next minor is an update of control plane, add-ons and nodes, and replaces nothing", async () => {
    project.write("dev", dev({ version: "1.35" }));

    const runs = await project.deploy("dev", STACKS);

    expectAllOk(runs);
    const { update = [], ...others } = byAction(runs);
    expect(update).toEqual(
      expect.arrayContaining([
        "aws_eks_cluster.cluster",
        "aws_eks_addon.cluster_addons_kube-proxy",
        "aws_eks_addon.cluster_addons_coredns",
        "aws_eks_node_group.cluster_pools_system_eu-west-1a",
      ]),
    );
    expect(Object.keys(others)).toEqual([]);
  });

  test("after which the former minor is refused", async () => {
    project.write("dev", dev({ version: "1.34" }));

    await expect(project.synth("dev")).rejects.toThrow(/KUBERNETES_DOWNGRADE/);
  });
});
