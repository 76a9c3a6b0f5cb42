/** A real Prometheus escalates an alert, and sends it: what arrives is what silences are matched with. */
import { PROGRAM_LIMIT } from "../../../helpers/limits";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  escalationGroup,
  ESCALATION_RELABELING,
} from "../../../../src/constructs/observability/alerting/escalation-rules";
import { escalationSection } from "../../../../src/constructs/observability/alerting/escalation-section";
import type { PrometheusRuleGroup } from "../../../../src/constructs/observability/alerting/rule-group";
import { scope } from "../../../helpers/scope";
import { until } from "../../../helpers/until";

type Labels = Readonly<Record<string, string>>;

/** Stands where Alertmanager does, and keeps what it is told. */
async function alertmanager(): Promise<{
  readonly server: Server;
  readonly port: number;
  readonly told: readonly Labels[];
}> {
  const told: Labels[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      for (const { labels } of JSON.parse(body) as readonly { readonly labels: Labels }[]) told.push(labels);
      response.end();
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { server, port: (server.address() as AddressInfo).port, told };
}

function start(folder: string): ChildProcess {
  return spawn(
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.json")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      "--web.listen-address=127.0.0.1:0",
      // What it evaluates before it has found whom to tell would be sent again after a minute only.
      "--rules.alert.resend-delay=1s",
    ],
    { stdio: ["ignore", "ignore", "pipe"], timeout: PROGRAM_LIMIT },
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

test("an escalated alert arrives with every label of its alert, its name among them", async () => {
  await scope(async (own) => {
    const { server, port, told } = await alertmanager();
    own(server, () => (server.closeAllConnections(), server.close()));
    const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
    const management = escalationSection.parse({ after: "2m", to: "management" });
    const original: PrometheusRuleGroup = {
      name: "shop",
      rules: [
        {
          alert: "ShopDown",
          expr: 'label_replace(vector(1), "namespace", "shop", "", "")',
          labels: { severity: "critical", team: "web" },
          annotations: {},
        },
      ],
    };
    // Nobody waits for minutes here.
    const escalation = escalationGroup([management]);
    const groups = [original, { ...escalation, rules: escalation.rules.map((rule) => ({ ...rule, for: "1s" })) }];
    writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups }));
    writeFileSync(
      join(folder, "prometheus.json"),
      JSON.stringify({
        global: { evaluation_interval: "1s" },
        rule_files: ["rules.json"],
        alerting: {
          alert_relabel_configs: ESCALATION_RELABELING,
          alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
        },
      }),
    );
    const prometheus = own(start(folder), end);
    let said = "";
    let missing: Error | undefined;
    prometheus.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    prometheus.on("error", (error) => (missing = error));

    await until("Prometheus sent the alert and its escalation", () => {
      if (missing)
        throw new Error("This test needs Prometheus: apt-get install --no-install-recommends prometheus.", {
          cause: missing,
        });
      if (prometheus.exitCode !== null) throw new Error(`Prometheus ended:\n${said}`);
      return [undefined, "1"].every((level) => told.some(({ escalation: reached }) => reached === level));
    });

    const expected = { alertname: "ShopDown", namespace: "shop", severity: "critical", team: "web" };
    expect(told.find((labels) => labels["escalation"] === undefined)).toEqual(expected);
    expect(told.find((labels) => labels["escalation"] === "1")).toEqual({ ...expected, escalation: "1" });
  });
});
