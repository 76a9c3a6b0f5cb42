/** Alloy's configuration, held to its syntax, its components' arguments, and to what refers to what. */
import {
  eventsConfiguration,
  podLogsConfiguration,
} from "../../../src/constructs/observability/cluster/alloy-configuration";
import { type AlloyBlock, parseAlloy } from "../../helpers/alloy";

/** Arguments and blocks of each component and block that is used (grafana.com/docs/alloy, reference/components, of 1.18, August 2026). */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  "discovery.kubernetes": ["role", "selectors", "namespaces", "attach_metadata"],
  "discovery.kubernetes/selectors": ["role", "field", "label"],
  "discovery.relabel": ["targets", "rule"],
  "discovery.relabel/rule": ["source_labels", "separator", "target_label", "regex", "replacement", "action", "modulus"],
  "local.file_match": ["path_targets", "sync_period", "ignore_older_than"],
  "loki.source.file": ["targets", "forward_to", "encoding", "tail_from_end", "on_positions_file_error"],
  "loki.source.kubernetes_events": ["job_name", "log_format", "forward_to", "namespaces"],
  "loki.process": ["forward_to", "stage.cri", "stage.structured_metadata", "stage.label_drop"],
  "loki.process/stage.cri": ["max_partial_lines", "max_partial_line_size", "max_partial_line_size_truncate"],
  "loki.process/stage.structured_metadata": ["values", "regex"],
  "loki.process/stage.label_drop": ["values"],
  "loki.write": ["endpoint", "external_labels", "max_streams", "wal"],
  "loki.write/endpoint": ["url", "tenant_id", "batch_wait", "batch_size"],
};

/** What a component cannot be without, of those. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "discovery.kubernetes": ["role"],
  "discovery.kubernetes/selectors": ["role"],
  "discovery.relabel": ["targets"],
  "local.file_match": ["path_targets"],
  "loki.source.file": ["targets", "forward_to"],
  "loki.source.kubernetes_events": ["forward_to"],
  "loki.process": ["forward_to"],
  "loki.write/endpoint": ["url"],
};

const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  "discovery.kubernetes": ["targets"],
  "discovery.relabel": ["output", "rules"],
  "local.file_match": ["targets"],
  "loki.process": ["receiver"],
  "loki.write": ["receiver"],
};

const CONFIGURATIONS = [
  ["logs of pods", podLogsConfiguration("prod")],
  ["events", eventsConfiguration("prod")],
] as const;

function problemsOf(blocks: readonly AlloyBlock[], above = ""): readonly string[] {
  return blocks.flatMap(({ name, attributes, blocks: inner }) => {
    const path = `${above}${name}`;
    const given = [...Object.keys(attributes), ...inner.map((one) => one.name)];
    return [
      ...(path in KNOWN ? [] : [`there is no ${path}`]),
      ...given.filter((key) => !KNOWN[path]?.includes(key)).map((key) => `${path} has no ${key}`),
      ...(REQUIRED[path] ?? []).filter((key) => !given.includes(key)).map((key) => `${path} lacks ${key}`),
      ...problemsOf(inner, `${path}/`),
    ];
  });
}

const expressions = (blocks: readonly AlloyBlock[]): readonly string[] =>
  blocks.flatMap(({ attributes, blocks: inner }) => [...Object.values(attributes), ...expressions(inner)]);

describe.each(CONFIGURATIONS)("of %s", (_, text) => {
  const blocks = parseAlloy(text);

  test("each component has arguments that it knows, and those that it needs", () => {
    expect(problemsOf(blocks)).toEqual([]);
  });

  test("each component is there once, and what is spoken of is there and has it", () => {
    const declared = blocks.map(({ name, label }) => `${name}.${label ?? ""}`);
    expect(new Set(declared).size).toBe(declared.length);
    const exported = blocks.flatMap(({ name, label }) =>
      (EXPORTS[name] ?? []).map((what) => `${name}.${label ?? ""}.${what}`),
    );
    const outsideOfTexts = expressions(blocks)
      .join(" ")
      .replace(/"(?:[^"\\]|\\.)*"/g, "");
    const spokenOf = outsideOfTexts.match(/\b(?:discovery|local|loki)\.[\w.]+/g) ?? [];
    expect(spokenOf.length).toBeGreaterThan(1);
    expect(spokenOf.filter((reference) => !exported.includes(reference))).toEqual([]);
  });

  test("the environment's name is a text, whatever it is", () => {
    expect(blocks.find(({ name }) => name === "loki.write")?.attributes["external_labels"]).toBe(
      '{ environment = "prod" }',
    );
  });
});

test.each([
  ["a bracket that is not closed", 'loki.write "a" {\n'],
  ["an attribute twice", 'a "b" {\n c = "1"\n c = "2"\n}'],
  ["an attribute outside of any block", 'c = "1"'],
  ["no value", 'a "b" {\n c =\n}'],
  ["a sign that is nothing", 'a "b" {\n c = "1"; }'],
])("%s is seen", (_, text) => {
  expect(() => parseAlloy(text)).toThrow();
});
