/** Caches in the cluster: built, deployed, changed and taken away by the real Terraform. */
import { parseDocument } from "yaml";
import { type CustomResource, expectValidCustomResource } from "../helpers/crd";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";
import { releasesOf } from "../helpers/releases";

/** The dev file, with caches in place of databases. */
function withCaches(...redis: readonly object[]): string {
  return JSON.stringify({ ...(parseDocument(DEV).toJS() as object), databases: [], redis });
}

const JOBS = {
  name: "jobs",
  runs: "in-cluster",
  use: "queue",
  topology: { replicas: 2 },
  services: [{ name: "worker" }],
};
const CART = { name: "cart", runs: "in-cluster", use: "cache" };

describe("given a deployed dev with a queue of three nodes and a cache of one in the cluster", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withCaches(JOBS, CART) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("there is nothing more to do", async () => {
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("every custom resource is valid by its definition", async () => {
    const objects = (await releasesOf(project, "dev")).flatMap(
      ({ values }) => (values["objects"] ?? []) as readonly CustomResource[],
    );
    const custom = objects.filter(({ apiVersion }) => /cert-manager\.io|external-secrets\.io/.test(apiVersion));
    expect(custom.length).toBeGreaterThan(0);
    for (const object of custom) expectValidCustomResource(object);
  });

  test("no state holds a password", async () => {
    const stacks = await project.synth("dev");
    const stack = stacks.find((name) => name.endsWith("-platform")) ?? "";
    const { stdout } = await project.terraform(stack, "state", "pull");
    expect(stdout).toContain("redis");
    expect(stdout.match(/(?:masterauth|requirepass) \\*"[^"\\$]|AUTH proxy [^{ ]/g)).toBeNull();
  });

  test("a service that is added is a user more in the file: the Job runs again, and no pod is exchanged", async () => {
    project.write("dev", withCaches({ ...JOBS, services: [...JOBS.services, { name: "web" }] }, CART));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    const { create = [], ...others } = byAction(runs);
    expect([...create].sort()).toEqual([]);
    expect(others).toEqual({});
  });
});
