/** Brokers in the cluster and what stands on them: built, deployed, changed and taken away by the real Terraform. */
import { parseDocument } from "yaml";
import type { CustomResource } from "../helpers/crd";
import { expectValidCustomResource } from "../helpers/crd";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";
import { type Release, releasesOf } from "../helpers/releases";

const EVENTS = {
  name: "events",
  runs: "in-cluster",
  services: [
    { name: "orders" },
    {
      name: "billing",
      access: [{ vhost: "orders", read: "^billing\\.", topics: [{ exchange: "events", read: "^paid" }] }],
    },
  ],
  vhosts: [
    {
      name: "orders",
      exchanges: [{ name: "events", type: "topic" }],
      queues: [{ name: "billing.paid", deliveryLimit: 5 }],
      bindings: [{ source: "events", destination: "billing.paid", routingKey: "paid.#" }],
      policies: [{ name: "limits", pattern: ".*", definition: { "max-length": 1000 } }],
    },
  ],
};

function withBrokers(...rabbitmq: readonly object[]): string {
  return JSON.stringify({ ...(parseDocument(DEV).toJS() as object), databases: [], rabbitmq });
}

const objectsOf = (releases: readonly Release[]): readonly CustomResource[] =>
  releases.flatMap(({ values }) => (values["objects"] ?? []) as readonly CustomResource[]);

describe("given a dev with a broker in the cluster", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withBrokers(EVENTS) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("there is nothing more to do", async () => {
    const runs = await project.plan("dev");

    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("volumes of its nodes never shrink: less is refused before anything is planned", async () => {
    project.write("dev", withBrokers({ ...EVENTS, inCluster: { storage: 5 } }));
    await expect(project.plan("dev")).rejects.toThrow(
      /rabbitmq\.events[\s\S]*volumes of 10Gi, and would have 5Gi[\s\S]*VOLUME_SHRINKS/,
    );
    project.write("dev", withBrokers(EVENTS));
  });

  test("every custom resource is valid by its definition", async () => {
    const objects = objectsOf(await releasesOf(project, "dev")).filter(({ apiVersion }) =>
      /rabbitmq\.com|cert-manager\.io|external-secrets\.io/.test(apiVersion),
    );

    for (const object of objects) expectValidCustomResource(object);
    const kinds = objects.filter(({ apiVersion }) => apiVersion.startsWith("rabbitmq.com")).map(({ kind }) => kind);
    expect([...new Set(kinds)].sort()).toEqual([
      "Binding",
      "Exchange",
      "Permission",
      "Policy",
      "Queue",
      "RabbitmqCluster",
      "TopicPermission",
      "User",
      "Vhost",
    ]);
  });
});
