/** Caches in the cluster: built, deployed, changed and taken away by the real Terraform. */
import { parseDocument } from "yaml";
import { type CustomResource, expectValidCustomResource } from "../helpers/crd";
import { facts } from "../../src/facts";
import { readPlan } from "../../src/operations/plan-model";
import { assess } from "../../src/operations/risk";
import { byAction, DEV, expectAllOk, RehearsedProject, type StackRun } from "../helpers/project";
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

const inOrder = (runs: readonly StackRun[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(byAction(runs)).map(([action, addresses]) => [action, [...addresses].sort()]));

/** What a review says of Terraform's own plan: rules by the resources that meet them. */
async function toldOf(project: RehearsedProject): Promise<readonly string[]> {
  const stack = (await project.synth("dev")).find(({ name }) => name === "dev-platform");
  if (!stack) throw new Error("There is no stack of the platform.");
  await project.terraform(stack, "plan", "-out=told.tfplan");
  const { stdout } = await project.terraform(stack, "show", "-json", "told.tfplan");
  const { changes } = readPlan(JSON.parse(stdout), stack.folder, { judgedTogether: facts.judgedTogether });
  return changes.flatMap((change) =>
    assess(change, { changes }, facts)
      .filter(({ risk }) => risk !== "none")
      .map(({ rule }) => `${rule} ${change.address.replace(/^.*\.redis_/, "")}`),
  );
}

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
    for (const stack of await project.synth("dev")) {
      const { stdout } = await project.terraform(stack, "state", "pull");
      expect(stdout.match(/(?:masterauth|requirepass) \\*"[A-Za-z0-9]|AUTH proxy [^{ ]|#[0-9a-f]{64}/g)).toBeNull();
    }
  });

  test("a service that is added is a user more in the file: the Job runs again, and no pod is exchanged", async () => {
    project.write("dev", withCaches({ ...JOBS, services: [...JOBS.services, { name: "web" }] }, CART));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(inOrder(runs)).toEqual({
      create: [
        "helm_release.redis_jobs_services_authority_web",
        "helm_release.redis_jobs_services_services_web_current",
        "helm_release.redis_jobs_services_services_web_delivered",
        "helm_release.redis_jobs_services_services_web_generated",
        "helm_release.secrets_stores_web_redis_jobs_web",
      ],
      update: ["helm_release.redis_jobs_services_users", "kubernetes_network_policy_v1.redis_jobs_clients"],
      replace: ["kubernetes_config_map_v1.redis_jobs_services_files", "kubernetes_job_v1.redis_jobs_services"],
    });
  });

  test("a raised revision of passwords sets new ones beside the old, and exchanges no pod", async () => {
    project.write("dev", withCaches({ ...JOBS, passwordRevision: 2 }, CART));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(inOrder(runs)).toEqual({
      create: [
        "helm_release.redis_jobs_services_services_worker_revision-2_delivered",
        "helm_release.redis_jobs_services_services_worker_revision-2_generated",
      ],
      update: [
        "helm_release.redis_jobs_services_services_worker_current",
        "helm_release.redis_jobs_services_users",
        "kubernetes_config_map_v1.redis_jobs_services_revision",
      ],
      replace: ["kubernetes_config_map_v1.redis_jobs_services_files", "kubernetes_job_v1.redis_jobs_services"],
    });
  });

  test("volumes grow where they are, and what would shrink them is refused when it is applied", async () => {
    project.write("dev", withCaches({ ...JOBS, storage: 9 }, CART));
    const grown = await project.plan("dev");
    expectAllOk(grown);
    expect(inOrder(grown)).toEqual({
      update: [0, 1, 2].map((node) => `kubernetes_persistent_volume_claim_v1.redis_jobs_volumes_node-${node}`),
    });
    project.write("dev", withCaches({ ...JOBS, storage: 4 }, CART));
    const shrunk = await project.deploy("dev");
    expect(shrunk.flatMap(({ problems }) => problems).join()).toContain("field can not be less than");
    project.write("dev", withCaches(JOBS, CART));
    expectAllOk(await project.deploy("dev"));
  });

  test("a review tells of users and rights that go or grow, and of what is lost with nodes that go", async () => {
    const told = async (...redis: readonly object[]): Promise<readonly string[]> => {
      project.write("dev", withCaches(...redis));
      return toldOf(project);
    };
    expect(await told({ ...JOBS, services: [{ name: "worker", keys: ["worker:*", "web:*"] }] }, CART)).toContain(
      "exposure/cache-access-grows jobs_services_users",
    );
    expect(await told({ ...JOBS, services: [{ name: "web" }] }, CART)).toContain(
      "downtime/cache-login-gone jobs_services_users",
    );
    expect(await told({ ...JOBS, use: "cache" }, CART)).toEqual(
      expect.arrayContaining(["data-loss/cache-nodes-gone jobs", "data-loss/deleted jobs_volumes_node-0"]),
    );
    // Taken away: its pods with what they hold, and its volumes.
    expect(await told(CART)).toEqual(
      expect.arrayContaining(["data-loss/crds-removed jobs", "data-loss/deleted jobs_volumes_node-0"]),
    );
  });

  test("fewer copies take their volumes with them, once their pods have gone", async () => {
    project.write("dev", withCaches({ ...JOBS, topology: { replicas: 1 } }, CART));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)["delete"]).toEqual(["kubernetes_persistent_volume_claim_v1.redis_jobs_volumes_node-2"]);
  });

  test("all of it goes again", async () => {
    project.write("dev", withCaches(JOBS, CART));
    expectAllOk(await project.destroy("dev"));
    expect(project.simulation.world.list("kubernetes_persistent_volume_claim_v1")).toEqual([]);
  });
});
