/** Environments other than the smallest, deployed whole by the real Terraform. */
import { parseDocument } from "yaml";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";

const base = parseDocument(DEV).toJS() as Record<string, object>;

const ENVIRONMENTS = {
  "of profile full": { profile: "full" },
  "without a way to the internet, with a public API server, spare capacity, two architectures, and no autoscaling": {
    network: { nat: "none", privateEndpoints: true },
    cluster: {
      ...base["cluster"],
      api: { access: "ssm-tunnel", public: { cidrs: ["203.0.113.0/24"] } },
      autoscaling: { enabled: false },
      pools: [
        {
          name: "spare",
          size: "large",
          spot: true,
          labels: { team: "batch" },
          taints: [{ key: "spare", effect: "NoExecute" }],
          aws: { zones: ["eu-west-1b"] },
        },
        { name: "arm", aws: { instanceType: "m7g.large" } },
      ],
    },
  },
};

describe("given an environment", () => {
  test.each(Object.entries(ENVIRONMENTS))("%s, it deploys, and has nothing left to do", async (_name, change) => {
    const project = await RehearsedProject.open({ dev: JSON.stringify({ ...base, ...change }) });
    try {
      expectAllOk(await project.deploy("dev"));

      const again = await project.plan("dev");

      expectAllOk(again);
      expect(again.flatMap((run) => run.changes)).toEqual([]);
    } finally {
      await project.close();
    }
  });
});
