/** An environment, deployed into simulated clouds, and every release of it rendered by the real Helm. */
import { parse } from "yaml";
import type { TargetName } from "../../src/model/target-name";
import { RehearsedProject } from "../helpers/project";
import { type Release, releaseOf, resourcesOf, type StateResource } from "../helpers/releases";
import { chartIn, helmTemplate, isOfCatalog, type KubernetesDocument } from "./helm";

export interface RenderedRelease extends Release {
  readonly documents: readonly KubernetesDocument[];
}

export interface RenderedEnvironment {
  readonly name: string;
  /** The environment file. */
  readonly file: EnvironmentFile;
  readonly releases: readonly RenderedRelease[];
  /** Releases whose chart could not be had, each with why. */
  readonly missing: readonly { readonly release: string; readonly chart: string; readonly why: string }[];
  /** What Terraform makes in the cluster beside releases. */
  readonly resources: readonly StateResource[];
}

export interface EnvironmentFile {
  readonly name: string;
  readonly target: TargetName;
  readonly profile: "minimal" | "standard" | "full";
  readonly cluster: { readonly version: string };
  readonly [section: string]: unknown;
}

/**
 * @param charts Folder with charts.
 * @throws Error with what Terraform says, where the environment is not deployed; where a chart does not render.
 */
export async function gather(text: string, charts: string): Promise<RenderedEnvironment> {
  const file = parse(text) as EnvironmentFile;
  const { name } = file;
  const project = await RehearsedProject.open({ [name]: text });
  try {
    const problems = (await project.deploy(name)).flatMap((run) =>
      run.problems.map((problem) => `${run.stack}: ${problem}`),
    );
    if (problems.length > 0) throw new Error(problems.join("\n"));
    const resources = await resourcesOf(project, name, (type) => /^(helm_release|kubernetes_)/.test(type));
    const releases: RenderedRelease[] = [];
    const missing: { release: string; chart: string; why: string }[] = [];
    for (const release of resources.filter(({ type }) => type === "helm_release").map(releaseOf)) {
      const found = folderOf(release.chart, charts);
      if ("why" in found) missing.push({ release: release.name, chart: release.chart, why: found.why });
      else releases.push({ ...release, documents: helmTemplate(found.folder, release, file.cluster.version) });
    }
    return { name, file, releases, missing, resources: resources.filter(({ type }) => type !== "helm_release") };
  } finally {
    await project.close();
  }
}

function folderOf(chart: string, charts: string): { readonly folder: string } | { readonly why: string } {
  if (!isOfCatalog(chart)) return { folder: chart };
  try {
    return { folder: chartIn(charts, chart) };
  } catch (error) {
    return { why: (error as Error).message };
  }
}
