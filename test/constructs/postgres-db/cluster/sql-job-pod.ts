/** What a Job of SQL is made of. */
import { type Attributes, only, type Synthesized } from "../fixtures";

interface Pod {
  readonly container: readonly Readonly<Record<string, unknown>>[];
  readonly volume: readonly { readonly name: string; readonly projected?: readonly object[] }[];
  readonly [field: string]: unknown;
}

export function podOf(json: Synthesized): Pod {
  const spec = only(json, "kubernetes_job_v1")["spec"] as { template: { spec: Pod } };
  return spec.template.spec;
}

export function containerOf(json: Synthesized): Attributes {
  const [container] = podOf(json).container;
  if (!container) throw new Error("no container");
  return container;
}

export function envOf(json: Synthesized): Readonly<Record<string, string>> {
  const env = containerOf(json)["env"] as readonly { name: string; value: string }[];
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

export function filesOf(json: Synthesized): Attributes {
  const found = Object.values(json.resource["kubernetes_config_map_v1"] ?? {}).find(
    ({ immutable }) => immutable === true,
  );
  if (!found) throw new Error("no files");
  return found;
}

export function nameOf(json: Synthesized): string {
  return (only(json, "kubernetes_job_v1")["metadata"] as { name: string }).name;
}
