/** Resource types whose ids, names and ARNs follow a pattern, which is most of them. */
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isUnknown, textOf, withAttributes } from "../../../rehearsal/engine/attributes";
import { nameOrGenerated, newEc2Id } from "./naming";
import { arn, locationOf, nameOnlyArn, globalArn } from "./location";

type Values = { [name: string]: Value };

export interface NamingPattern {
  /**
   * `vpc`: an EC2 id with that prefix. With braces, of attributes: `{cluster_name}:{addon_name}`; `{arn}` is the ARN.
   * A function for everything else. @default the engine's
   */
  readonly id?: string | ((context: BehaviourContext, planned: ValueObject) => string);
  /** `ec2:vpc/{id}`; `iam::role{path}{name}` without region; `s3:::{bucket}` without account too. */
  readonly arn?: string;
  /** The attribute that is generated, with or without a prefix, if it is left out. @default "name" */
  readonly name?: string;
  /** Other computed values. */
  readonly values?: (context: BehaviourContext, state: ValueObject, prior: ValueObject | null) => Values;
  /** AWS's words when there is one of the id. */
  readonly exists?: { readonly code: string; readonly message: string };
}

export function patternedResource(shape: NamingPattern, overrides: ResourceBehaviour = {}): ResourceBehaviour {
  const { id, exists } = shape;
  return {
    ...(exists ? { exists } : {}),
    ...(id === undefined ? {} : { id: (context, planned) => idOf(context, planned, shape) }),
    computed: (context, state, prior) => {
      const names = computedNames(context, state, shape);
      const named = withAttributes(state, names);
      return {
        ...names,
        ...(shape.arn ? { arn: arnOf(context, named, shape.arn) } : {}),
        ...shape.values?.(context, named, prior),
      };
    },
    ...overrides,
  };
}

function idOf(context: BehaviourContext, planned: ValueObject, shape: NamingPattern): string {
  const { id = "" } = shape;
  if (typeof id === "function") return id(context, planned);
  if (id === "{arn}")
    return arnOf(context, withAttributes(planned, computedNames(context, planned, shape)), shape.arn ?? "");
  if (id.includes("{")) return fillTemplate(withAttributes(planned, computedNames(context, planned, shape)), id);
  return newEc2Id(context, id, planned);
}

/** The name, generated if need be, and the prefix: empty beside a name of the user's own. */
function computedNames(context: BehaviourContext, state: ValueObject, { name = "name" }: NamingPattern): Values {
  if (!(name in state)) return {};
  const prefix = `${name}_prefix`;
  const isConfigured = textOf(state[name]) !== undefined;
  return {
    [name]: nameOrGenerated(context, state, name),
    ...(isUnknown(state[prefix]) ? { [prefix]: isConfigured ? "" : "terraform-" } : {}),
  };
}

export function arnOf(context: BehaviourContext, state: ValueObject, template: string): string {
  const location = locationOf(context, state);
  const [service = "", first, second, ...rest] = template.split(":");
  if (first !== "") return arn(location, service, fillTemplate(state, template.slice(service.length + 1)));
  if (second !== "") return globalArn(location, service, fillTemplate(state, [second, ...rest].join(":")));
  return nameOnlyArn(location, service, fillTemplate(state, rest.join(":")));
}

function fillTemplate(state: ValueObject, template: string): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = state[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
}

/** A block with what the provider fills in, where the configuration says nothing. */
export function withDefaults(block: ValueObject | undefined, values: { readonly [name: string]: Value }): ValueObject {
  return objectOf(
    [...new Set([...Object.keys(block ?? {}), ...Object.keys(values)])].map((name) => {
      const configured = block?.[name];
      return [
        name,
        configured === undefined || configured === null || isUnknown(configured) ? (values[name] ?? null) : configured,
      ] as const;
    }),
  );
}
