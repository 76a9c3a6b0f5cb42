/** The Helm releases of a rehearsed environment, as they were applied: nothing in their values is unknown any more. */
import { parse } from "yaml";
import type { RehearsedProject } from "./project";

export interface Release {
  readonly chart: string;
  readonly name: string;
  readonly namespace: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export async function releasesOf(project: RehearsedProject, environment: string): Promise<readonly Release[]> {
  const releases: Release[] = [];
  for (const stack of await project.synth(environment)) {
    const { stdout } = await project.terraform(stack, "state", "pull");
    for (const { type, instances } of (JSON.parse(stdout) as State).resources) {
      if (type !== "helm_release") continue;
      for (const { attributes } of instances) {
        const { chart, name, namespace, values } = attributes;
        releases.push({ chart, name, namespace, values: parse(values?.[0] ?? "{}") as Release["values"] });
      }
    }
  }
  return releases;
}

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly instances: readonly {
      readonly attributes: Omit<Release, "values"> & { readonly values?: readonly string[] };
    }[];
  }[];
}
