/**
 * What a plan and the schemas mark, wherever the plan says it: a mark may stand on one side only, in the state and not in
 * the change, at an output's declaration and not at its change.
 */
import { keysIn } from "../../secret-scan";
import type { RawChange, RawPlan, RawResourceChange } from "./plan-format";
import { type Marks, marksOf, union } from "./marks";
import { PlanSecrets } from "./plan-secrets";
import { schemaMarks } from "./schema-marks";

interface StateResource {
  readonly address?: string;
  readonly mode?: "managed" | "data";
  readonly type?: string;
  readonly values?: unknown;
  readonly sensitive_values?: unknown;
}

interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

interface StateValues {
  readonly outputs?: Readonly<Record<string, { readonly sensitive?: boolean; readonly value?: unknown }>>;
  readonly root_module?: StateModule;
}

/** What else stands in a plan; it is not checked, only looked into. */
interface RestOfPlan {
  readonly prior_state?: { readonly values?: StateValues };
  readonly planned_values?: StateValues;
  readonly configuration?: {
    readonly provider_config?: unknown;
    readonly root_module?: { readonly outputs?: Readonly<Record<string, { readonly sensitive?: boolean }>> };
  };
}

export class PlanMarks {
  private readonly rest: RestOfPlan;
  private readonly resources = new Map<string, Marks>();
  private readonly outputs = new Set<string>();

  constructor(private readonly raw: RawPlan) {
    this.rest = raw as RestOfPlan;
    const { prior_state: before, planned_values: after, configuration } = this.rest;
    for (const resource of [before, after].flatMap((state) => resourcesOf(valuesOf(state)))) {
      this.mark(resource.address, marksOf(resource.sensitive_values));
    }
    for (const { address, change } of [...raw.resource_changes, ...raw.resource_drift]) {
      this.mark(address, union(marksOf(change.before_sensitive), marksOf(change.after_sensitive)));
    }
    for (const outputs of [valuesOf(before)?.outputs, valuesOf(after)?.outputs, configuration?.root_module?.outputs]) {
      for (const [name, { sensitive }] of Object.entries(outputs ?? {})) if (sensitive) this.outputs.add(name);
    }
  }

  public ofResource({ address, mode, type }: Pick<RawResourceChange, "address" | "mode" | "type">): Marks {
    return union(schemaMarks(type, mode), this.resources.get(address));
  }

  public ofOutput(name: string, change: RawChange): Marks {
    if (this.outputs.has(name)) return true;
    return union(marksOf(change.before_sensitive), marksOf(change.after_sensitive));
  }

  /** Everything secret: also of what the plan does not change, of what it read, and of what it was given. */
  public secrets(): PlanSecrets {
    const { raw, rest } = this;
    const secrets = new PlanSecrets();
    for (const resource of [...raw.resource_changes, ...raw.resource_drift]) {
      const marks = this.ofResource(resource);
      secrets.collect(resource.change.before, marks);
      secrets.collect(resource.change.after, marks);
      for (const address of [resource.address, resource.previous_address]) {
        keysIn(address ?? "").forEach((key) => secrets.collectFrom(key));
      }
      secrets.collectFrom(resource.change.importing?.id ?? "");
    }
    for (const message of messagesOf(raw)) secrets.collectFrom(message);
    for (const [name, change] of Object.entries(raw.output_changes)) {
      const marks = this.ofOutput(name, change);
      secrets.collect(change.before, marks, name);
      secrets.collect(change.after, marks, name);
    }
    // What was only read stands in the state alone.
    for (const { address = "", mode, type = "", values } of resourcesOf(valuesOf(rest.prior_state))) {
      if (mode === "data") secrets.collect(values, this.ofResource({ address, mode, type }));
    }
    const declared = raw.configuration?.root_module?.variables ?? {};
    for (const [name, { value }] of Object.entries(raw.variables)) {
      secrets.collect(value, declared[name]?.sensitive ? true : undefined, name);
    }
    secrets.collect(rest.configuration?.provider_config, undefined);
    return secrets;
  }

  private mark(address: string | undefined, marks: Marks): void {
    if (address === undefined || marks === undefined) return;
    this.resources.set(address, union(this.resources.get(address), marks));
  }
}

function messagesOf(raw: RawPlan): readonly string[] {
  return raw.checks.flatMap(({ instances = [] }) =>
    instances.flatMap(({ problems = [] }) => problems.flatMap(({ message }) => message ?? [])),
  );
}

/** A prior state holds its values one level deeper than planned values do. */
function valuesOf(state: RestOfPlan["prior_state"] | StateValues | undefined): StateValues | undefined {
  return state !== undefined && "values" in state ? state.values : (state as StateValues | undefined);
}

function resourcesOf(values: StateValues | undefined): readonly StateResource[] {
  const of = (module: StateModule | undefined): readonly StateResource[] => [
    ...(module?.resources ?? []),
    ...(module?.child_modules ?? []).flatMap(of),
  ];
  return of(values?.root_module);
}
