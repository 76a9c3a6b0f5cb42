/** A chart of the catalog, rendered by the real Helm with the values that a deployed `dev` sends. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { type ChartName, charts } from "../../src/catalog/charts";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";
import { type Release, releasesOf } from "../helpers/releases";
import { PROGRAM_LIMIT } from "../helpers/limits";

const HELM = process.env["HELM"] ?? "helm";

export interface KubernetesDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/** The releases of a rehearsed `dev`, by their charts. */
export async function releasesOfDev(): Promise<Readonly<Record<string, Release>>> {
  const project = await RehearsedProject.open({ dev: DEV });
  try {
    expectAllOk(await project.deploy("dev"));
    return Object.fromEntries((await releasesOf(project, "dev")).map((release) => [release.chart, release]));
  } finally {
    await project.close();
  }
}

/** The Kubernetes minor of `dev`: charts ask for it. */
const KUBERNETES = (parse(DEV) as { cluster: { version: string } }).cluster.version;

/** Everything that Helm would apply, definitions of custom resources included. */
export function render(chart: ChartName, release: Release): readonly KubernetesDocument[] {
  const folder = chartIn(process.env["JANGADA_CHARTS"] ?? "", chart);
  const place = ["--namespace", release.namespace, "--kube-version", KUBERNETES, "--include-crds"];
  const { stdout, stderr, status, error } = spawnSync(
    HELM,
    ["template", release.name, folder, ...place, "--values", "-"],
    { input: JSON.stringify(release.values), encoding: "utf8", timeout: PROGRAM_LIMIT, maxBuffer: 1 << 28 },
  );
  if (error) throw new Error(`Helm does not run (${error.message}). Put it on the PATH, or name it in HELM.`);
  if (status !== 0) throw new Error(`Helm renders no ${chart}: ${stderr}`);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as KubernetesDocument | null)
    .filter((document) => document !== null);
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

export function ofKind(documents: readonly KubernetesDocument[], ...kinds: readonly string[]): KubernetesDocument[] {
  return documents.filter(({ kind }) => kinds.includes(kind));
}

export function named(documents: readonly KubernetesDocument[], kind: string, name: string): KubernetesDocument {
  const found = documents.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`no ${kind} '${name}'`);
  return found;
}
