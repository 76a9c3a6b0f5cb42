/** The Helm releases of a rehearsed environment, as they were applied: nothing in their values is unknown any more. */
import * as path from "node:path";
import { parse } from "yaml";
import type { RehearsedProject } from "./project";

export interface Release {
  /** Name of the chart; of a local one, its absolute folder. */
  readonly chart: string;
  readonly name: string;
  readonly namespace: string;
  /** Whether its folder of definitions is left out. */
  readonly skipCrds: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A resource of a state, one for each of its instances. */
export interface StateResource {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** All resources of an environment's states that are of these types. */
export async function resourcesOf(
  project: RehearsedProject,
  environment: string,
  isMeant: (type: string) => boolean,
): Promise<readonly StateResource[]> {
  const found: StateResource[] = [];
  for (const stack of await project.synth(environment)) {
    const { stdout } = await project.terraform(stack, "state", "pull");
    for (const { type, instances } of (JSON.parse(stdout) as State).resources) {
      if (!isMeant(type)) continue;
      for (const { attributes } of instances) found.push({ type, attributes: inFolder(attributes, stack.folder) });
    }
  }
  return found;
}

export async function releasesOf(project: RehearsedProject, environment: string): Promise<readonly Release[]> {
  return (await resourcesOf(project, environment, (type) => type === "helm_release")).map(releaseOf);
}

export function releaseOf({ attributes }: StateResource): Release {
  const { chart, name, namespace, values, skip_crds } = attributes as unknown as Omit<
    Release,
    "values" | "skipCrds"
  > & {
    readonly values?: readonly string[];
    readonly skip_crds?: boolean;
  };
  return {
    chart,
    name,
    namespace,
    skipCrds: skip_crds === true,
    values: parse(values?.[0] ?? "{}") as Release["values"],
  };
}

/** The charts that the project ships stand beside what was synthesized. */
function inFolder(attributes: StateResource["attributes"], folder: string): StateResource["attributes"] {
  const { chart } = attributes;
  return typeof chart === "string" && chart.startsWith("./")
    ? { ...attributes, chart: path.join(folder, chart) }
    : attributes;
}

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}
