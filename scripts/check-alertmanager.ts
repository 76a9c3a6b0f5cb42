/**
 * Holds Alertmanager's configuration to Alertmanager's own tool, `amtool check-config`: of an example with everything, and of each
 * environment that has alerting. It needs amtool 0.28 or newer on the PATH, or named by AMTOOL:
 * `go install github.com/prometheus/alertmanager/cmd/amtool@v0.28.1`. Debian 12 has 0.25, which does not know `url_file`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { alertmanagerConfig } from "../src/constructs/observability/alerting/alertmanager-config";
import { type AlertingSection, alertingSection } from "../src/constructs/observability/alerting/section";
import { loadEnvironments } from "../src/environment/load";

const ROOT = path.resolve(__dirname, "..");
const amtool = process.env["AMTOOL"] ?? "amtool";

function run(args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr, error } = spawnSync(amtool, args, { encoding: "utf8", timeout: 60_000 });
  if (error) {
    throw new Error(
      "There is no amtool on the PATH, nor by AMTOOL: go install github.com/prometheus/alertmanager/cmd/amtool@v0.28.1",
      { cause: error },
    );
  }
  return { status, said: `${stdout}${stderr}`.trim() };
}

/** An old one refuses what is right. One that `go install` built knows no version of its own: it is asked for what 0.26 brought. */
function checkAge(folder: string): void {
  const file = path.join(folder, "age.json");
  const receivers = [{ name: "x", webhook_configs: [{ url_file: "/x" }] }];
  writeFileSync(file, JSON.stringify({ route: { receiver: "x" }, receivers }));
  const { status, said } = run(["check-config", file]);
  if (status !== 0) throw new Error(`amtool is too old, it does not know url_file: ${said}`);
}

function sections(): readonly (readonly [name: string, alerting: AlertingSection])[] {
  const example = readFileSync(path.join(ROOT, "scripts", "check-alertmanager.yaml"), "utf8");
  const { environments } = loadEnvironments(path.join(ROOT, "infra", "environments"), { root: ROOT });
  return [
    ["the example with everything", alertingSection.parse(parse(example))],
    ...environments.flatMap(({ facts, sections: own }) => {
      const { alerting } = (own["observability"] ?? {}) as { readonly alerting?: AlertingSection };
      return alerting ? [[facts.name, alerting] as const] : [];
    }),
  ];
}

const folder = mkdtempSync(path.join(tmpdir(), "alertmanager-"));
try {
  checkAge(folder);
  for (const [name, alerting] of sections()) {
    const file = path.join(folder, "alertmanager.json");
    writeFileSync(file, JSON.stringify(alertmanagerConfig(alerting)));
    const { status, said } = run(["check-config", file]);
    console.log(`${name}: ${status === 0 ? "taken" : "refused"}\n${said.replaceAll(/^/gm, "  ")}`);
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
