/** Prometheus's own tool, which reads and tries rules as Prometheus does. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PrometheusRuleGroup } from "../../src/constructs/observability/alerting/rule-group";
import { PROGRAM_LIMIT } from "./limits";

/** One look at an alert, within a test. */
export interface AlertTest {
  /** Values of series from the beginning on, one a minute, as promtool writes them: `1+0x20`. */
  readonly series: Readonly<Record<string, string>>;
  /** When it is looked at, such as `20m`. */
  readonly at: string;
}

/** An alert that fires: its labels beside `alertname`, and its annotations. */
export interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface PromtoolTest extends AlertTest {
  readonly alert: string;
  readonly expected: readonly ExpectedAlert[];
}

/** What `promtool check rules` says against the groups; empty if nothing. */
export function checkRules(groups: readonly PrometheusRuleGroup[]): string {
  return promtool(["check", "rules", "--lint=all", "--lint-fatal", write("rules.json", { groups })]);
}

/** What `promtool test rules` says against the tests; empty if all of them pass. */
export function testRules(groups: readonly PrometheusRuleGroup[], tests: readonly PromtoolTest[]): string {
  const tests_ = tests.map(({ series, at, alert, expected }) => ({
    interval: "1m",
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [
      {
        eval_time: at,
        alertname: alert,
        exp_alerts: expected.map(({ labels, annotations = {} }) => ({
          exp_labels: labels,
          exp_annotations: annotations,
        })),
      },
    ],
  }));
  const rules = write("rules.json", { groups });
  return promtool([
    "test",
    "rules",
    write("tests.json", { rule_files: [rules], evaluation_interval: "1m", tests: tests_ }),
  ]);
}

/** YAML contains JSON. */
function write(name: string, content: object): string {
  const file = join(mkdtempSync(join(tmpdir(), "rules-")), name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

function promtool(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync("promtool", args, { encoding: "utf8", timeout: PROGRAM_LIMIT });
  if (error && (error as NodeJS.ErrnoException).code === "ENOENT") {
    throw new Error(
      "This test needs promtool, Prometheus's own tool, on the PATH. On Debian or Ubuntu: apt-get install --no-install-recommends prometheus. " +
        "On macOS: brew install prometheus.",
      { cause: error },
    );
  }
  if (error) throw error;
  return status === 0 ? "" : `${stdout}${stderr}` || `promtool ended with ${status}`;
}
