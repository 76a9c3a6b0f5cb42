/** The real Helm, and charts that were fetched for it. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { type ChartName, charts } from "../../src/catalog/charts";
import { PROGRAM_LIMIT } from "../helpers/limits";
import type { Release } from "../helpers/releases";

export interface KubernetesDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/**
 * Everything that Helm would apply, definitions of custom resources included where the release installs the chart's own.
 * @param folder Of the chart, or its archive.
 * @param kubernetes Minor of the cluster: charts ask for it.
 */
export function helmTemplate(
  folder: string,
  { name, namespace, skipCrds, values }: Omit<Release, "chart">,
  kubernetes: string,
): readonly KubernetesDocument[] {
  const definitions = skipCrds ? "--skip-crds" : "--include-crds";
  const place = ["--namespace", namespace, "--kube-version", kubernetes, definitions];
  return parseAllDocuments(helm(["template", name, folder, ...place, "--values", "-"], JSON.stringify(values)))
    .map((document) => document.toJS() as KubernetesDocument | null)
    .filter((document) => document !== null);
}

/**
 * What Helm writes.
 * @throws Error with what it says where it fails.
 */
export function helm(args: readonly string[], input?: string): string {
  const { stdout, stderr, status, error } = spawnSync(process.env["HELM"] ?? "helm", args, {
    ...(input === undefined ? {} : { input }),
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
    maxBuffer: 1 << 28,
  });
  if (error) throw new Error(`Helm does not run (${error.message}). Put it on the PATH, or name it in HELM.`);
  if (status !== 0) throw new Error(`helm ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** Where the chart stands; its version must be the one that the catalog pins. */
export function chartIn(folder: string, chart: ChartName): string {
  const { version } = charts[chart];
  const [unpacked, packed] = [path.join(folder, chart), path.join(folder, `${chart}-${version}.tgz`)];
  if (fs.existsSync(packed)) return packed;
  const about = path.join(unpacked, "Chart.yaml");
  if (!fs.existsSync(about)) throw new Error(`Neither ${packed} nor ${unpacked}/Chart.yaml is there.`);
  const found = (parse(fs.readFileSync(about, "utf8")) as { version: string }).version;
  if (found.replace(/^v/, "") === version.replace(/^v/, "")) return unpacked;
  throw new Error(`${unpacked} is version ${found}; the catalog pins ${version}.`);
}

export const isOfCatalog = (chart: string): chart is ChartName => chart in charts;
