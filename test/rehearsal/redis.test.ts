/** What changes of `redis` do to what exists, as plans and applies by the real Terraform. */
import { parseDocument } from "yaml";
import type { ValueObject } from "../../src/rehearsal/protocol/value";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";

/** The dev file, with caches in place of databases and of the ingress. */
function withCaches(redis: object[], change: object = {}): string {
  const { ingress: _, databases: __, ...file } = parseDocument(DEV).toJS() as Readonly<Record<string, object>>;
  return JSON.stringify({ ...file, redis, ...change });
}

const JOBS = { name: "jobs", use: "queue", services: [{ name: "worker", preset: "celery" }] };
const CART = { name: "cart", use: "cache" };
const SHARDS = { name: "shards", use: "queue", topology: { kind: "sharded", shards: 2, replicas: 1 } };
const LESS = { name: "less", use: "cache", topology: { kind: "serverless", maxStorage: 10 } };
const ALL = [JOBS, CART, SHARDS, LESS];

/** In which stacks caches stand. */
const DATA = ["dev-network", "dev-data"];

describe("given a deployed dev with one of each kind", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withCaches(ALL) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("there is nothing more to do", async () => {
    project.write("dev", withCaches(ALL));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("what the Job has set is not taken back", async () => {
    const { world } = project.simulation;
    const users = world.list("aws_elasticache_user").filter(({ attributes }) => attributes["user_name"] !== "default");
    expect(users.length).toBeGreaterThan(0);
    for (const user of users) {
      const [mode] = user.attributes["authentication_mode"] as readonly ValueObject[];
      const set = { ...mode, type: "password", password_count: 1 };
      world.put({ ...user, attributes: { ...user.attributes, authentication_mode: [set] } });
    }
    const runs = await project.plan("dev", DATA);
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("no state holds a password", async () => {
    for (const stack of await project.synth("dev")) {
      const { stdout } = await project.terraform(stack, "state", "pull");
      expect(stdout).toContain('"resources"');
      expect(
        stdout.match(/"(?:password|secret_string|token|auth_token)":\s*"[^"]+"|"passwords":\s*\[\s*"/g),
      ).toBeNull();
    }
  });

  test("a service that is added gets a user, a password and a store; the Job is made again, and nothing else is touched", async () => {
    const services = [...JOBS.services, { name: "web" }];
    project.write("dev", withCaches([{ ...JOBS, services }, CART, SHARDS, LESS]));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    const { create = [], ...others } = byAction(runs);
    expect([...create].sort()).toEqual([
      "aws_elasticache_user.redis_jobs_users_services_web",
      "helm_release.redis_jobs_services_web_current",
      "helm_release.redis_jobs_services_web_delivered",
      "helm_release.redis_jobs_services_web_generated",
      "helm_release.secrets_stores_web_redis_jobs_web",
    ]);
    expect(others).toEqual({
      update: ["aws_elasticache_user_group.redis_jobs_users", "aws_iam_role_policy.redis_jobs_identity_role_policy"],
      replace: ["kubernetes_config_map_v1.redis_jobs_files", "kubernetes_job_v1.redis_jobs"],
    });
  });

  test("a raised revision of passwords sets new ones beside the old, and then tells applications", async () => {
    project.write("dev", withCaches([{ ...JOBS, passwordRevision: 2 }, CART, SHARDS, LESS]));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    const { create = [], update = [], ...others } = byAction(runs);
    expect([...create].sort()).toEqual([
      "helm_release.redis_jobs_services_worker_revision-2_delivered",
      "helm_release.redis_jobs_services_worker_revision-2_generated",
    ]);
    expect([...update].sort()).toEqual([
      "helm_release.redis_jobs_services_worker_current",
      "kubernetes_config_map_v1.redis_jobs_revision",
    ]);
    expect(others).toEqual({
      replace: ["kubernetes_config_map_v1.redis_jobs_files", "kubernetes_job_v1.redis_jobs"],
    });
  });

  test("larger nodes, more copies and a newer version are the same cache", async () => {
    const larger = { ...JOBS, version: "9.1", topology: { size: "large", replicas: 2 } };
    project.write("dev", withCaches([larger, CART, SHARDS, LESS]));
    const runs = await project.plan("dev", DATA);
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({
      replace: ["aws_elasticache_parameter_group.redis_jobs_parameters"],
      update: ["aws_elasticache_replication_group.redis_jobs"],
    });
  });

  test("what cannot be undone or turned into another kind is refused when it is applied, and nothing is lost by it", async () => {
    for (const [change, message] of [
      [{ version: "8.0" }, "Cannot downgrade"],
      [{ topology: { kind: "sharded", shards: 2 }, services: [{ name: "worker" }] }, "Cluster mode cannot be changed"],
    ] as const) {
      project.write("dev", withCaches([{ ...JOBS, ...change }, CART, SHARDS, LESS]));
      const runs = await project.deploy("dev", DATA);
      expect(runs.flatMap(({ problems }) => problems).join()).toContain(message);
    }
    project.write("dev", withCaches(ALL));
    expectAllOk(await project.deploy("dev", DATA));
  });

  test("a name that vanishes while another appears is no rename unless the file says so", async () => {
    project.write("dev", withCaches([{ ...JOBS, name: "tasks" }, CART, SHARDS, LESS]));
    await expect(project.plan("dev")).rejects.toThrow(/RENAMED_WITHOUT_MOVED/);
    const moved = [{ from: "redis.jobs", to: "redis.tasks" }];
    project.write("dev", withCaches([{ ...JOBS, name: "tasks" }, CART, SHARDS, LESS], { moved }));
    const runs = await project.plan("dev", DATA);
    expectAllOk(runs);
    expect(byAction(runs)["delete"] ?? []).toEqual([]);
    expect(byAction(runs)["create"] ?? []).toEqual([]);
    expect(byAction(runs)["replace"] ?? []).toEqual([]);
  });

  test("all of it goes again, but for the last snapshots of the queues", async () => {
    project.write("dev", withCaches(ALL));
    expectAllOk(await project.destroy("dev"));
    const left = project.simulation.world.list("aws_elasticache_replication_group");
    expect(left).toEqual([]);
    const snapshots = project.simulation.world.list("aws_elasticache_snapshot");
    expect(snapshots.map(({ id }) => id.replace(/[0-9a-f]{8}$/, "")).sort()).toEqual([
      "dev-jobs-final-",
      "dev-shards-final-",
    ]);
  });
});

test("what is protected is planned and applied, and refuses to be destroyed", async () => {
  const project = await RehearsedProject.open({ dev: withCaches([JOBS, LESS], { profile: "standard" }) });
  try {
    expectAllOk(await project.deploy("dev", DATA));
    const [data] = (await project.destroy("dev")).filter(({ stack }) => stack === "dev-data");
    expect(data?.problems.join()).toContain("prevent_destroy");
  } finally {
    await project.close();
  }
});
