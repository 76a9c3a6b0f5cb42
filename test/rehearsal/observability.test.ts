/** Observability from nothing to nothing, by the real Terraform. */
import { parseDocument } from "yaml";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";

const FILE = {
  logs: {},
  alerting: {
    receivers: [{ name: "team", slack: [{ channel: "#alerts", webhook: { secret: "slack", property: "url" } }] }],
    escalation: [{ after: "30m", to: "team" }],
  },
  datadog: { site: "datadoghq.eu", apiKey: { secret: "datadog", property: "apiKey" } },
  access: { allow: ["203.0.113.0/24"], prometheus: "prometheus.dev.example.org" },
};

let project: RehearsedProject;

beforeAll(async () => {
  const file = parseDocument(DEV).toJS() as object;
  project = await RehearsedProject.open({ dev: JSON.stringify({ ...file, observability: FILE }) });
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
  expectAllOk(await project.destroy("dev"));
});
