/** Observability from nothing to nothing, by the real Terraform. */
import { parseDocument } from "yaml";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";

const FILE = {
  logs: {},
  alerting: {
    receivers: [{ name: "team", slack: [{ channel: "#alerts", webhook: { secret: "slack", property: "url" } }] }],
    escalation: [{ after: "30m", to: "team" }],
  },
  datadog: { site: "datadoghq.eu", apiKey: { secret: "datadog", property: "apiKey" } },
  access: { allow: ["203.0.113.0/24"], prometheus: "prometheus.dev.example.org" },
};

const fileWith = (observability: object): string =>
  JSON.stringify({ ...(parseDocument(DEV).toJS() as object), observability });

let project: RehearsedProject;

beforeAll(async () => {
  project = await RehearsedProject.open({ dev: fileWith(FILE) });
});
afterAll(() => project.close());

test("it is deployed, a second plan is empty, and destroy leaves nothing of it", async () => {
  const deployed = await project.deploy("dev");
  expectAllOk(deployed);
  expect(deployed.flatMap(({ changes }) => changes.map(({ address }) => address))).toEqual(
    expect.arrayContaining([
      "helm_release.observability_definitions",
      "helm_release.observability_stack",
      "helm_release.observability_logs_loki",
      "helm_release.observability_exporters",
    ]),
  );
  const again = await project.deploy("dev");
  expectAllOk(again);
  expect(again.flatMap(({ changes }) => changes)).toEqual([]);

  // Another tool takes its place: what both have stays where it is.
  project.write("dev", fileWith({ prometheus: "none", datadog: FILE.datadog }));
  const replaced = await project.deploy("dev");
  expectAllOk(replaced);
  const { delete: gone = [], update: changed = [], create: made = [], replace: anew = [] } = byAction(replaced);
  expect(gone).toEqual(
    expect.arrayContaining([
      "helm_release.observability_definitions",
      "helm_release.observability_stack",
      "helm_release.observability_logs_loki",
    ]),
  );
  expect(changed).toEqual(
    expect.arrayContaining(["helm_release.observability_exporters", "helm_release.observability_datadog_agents"]),
  );
  expect([...made, ...anew]).toEqual([]);
  expectAllOk(await project.destroy("dev"));
});
