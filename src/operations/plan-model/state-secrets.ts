/** The secrets that a state holds: Terraform keeps them there in plain, with marks beside them. */
import type { KnownSecrets } from "../../secret-scan";
import { type Marks, union } from "./marks";
import { PlanSecrets } from "./plan-secrets";
import { schemaMarks } from "./schema-marks";

interface RawState {
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean }>>;
  readonly resources?: readonly {
    readonly mode?: string;
    readonly type?: string;
    readonly instances?: readonly { readonly attributes?: unknown; readonly sensitive_attributes?: unknown }[];
  }[];
}

/** @param text what `terraform state pull` prints; of what is no state, nothing is known */
export function stateSecrets(text: string): KnownSecrets {
  const secrets = new PlanSecrets();
  const { outputs = {}, resources = [] } = parse(text);
  for (const [name, { value, sensitive }] of Object.entries(outputs)) {
    secrets.collect(value, sensitive ? true : undefined, name);
  }
  for (const { mode, type = "", instances = [] } of resources) {
    const schema = schemaMarks(type, mode === "data" ? "data" : "managed");
    for (const { attributes, sensitive_attributes: marked } of instances) {
      secrets.collect(attributes, union(schema, marksOfPaths(marked)));
    }
  }
  return secrets.known;
}

function parse(text: string): RawState {
  try {
    return (JSON.parse(text.slice(Math.max(text.indexOf("{"), 0))) ?? {}) as RawState;
  } catch {
    return {};
  }
}

/** From lists of steps, such as `[[{type: "get_attr", value: "password"}]]`. */
function marksOfPaths(paths: unknown): Marks {
  if (!Array.isArray(paths)) return undefined;
  return (paths as readonly unknown[]).reduce<Marks>((marks, path) => union(marks, marksOfPath(path)), undefined);
}

function marksOfPath(path: unknown): Marks {
  if (!Array.isArray(path)) return undefined;
  return (path as readonly { readonly value?: unknown }[]).reduceRight<Marks>((inner, { value }) => {
    // The key of an index is wrapped once more.
    const key = typeof value === "object" && value !== null ? (value as { value?: unknown }).value : value;
    return { keys: new Map([[String(key), inner]]) };
  }, true);
}
