/** What a deployment needs to know of a stack's state. Values of outputs stay in memory: they may be secret. */
import { JangadaError } from "../../errors";
import { formOf } from "../states/state-form";
import { digestOf } from "../selection/content";

export interface StateFacts {
  /** False if nothing was ever applied. */
  readonly exists: boolean;
  /** Counts up with every change of the state. 0 if there is none. */
  readonly serial: number;
  /** The same for the whole life of a state; empty if there is none. */
  readonly lineage: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Addresses of managed resources. */
  readonly resources: readonly string[];
  /** Whether the text stands in an attribute of a managed resource, as a whole or as a word of it. */
  mentions(text: string): boolean;
}

const NO_STATE: StateFacts = {
  exists: false,
  serial: 0,
  lineage: "",
  outputs: {},
  resources: [],
  mentions: () => false,
};

interface RawState {
  readonly serial?: number;
  readonly lineage?: string;
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources?: readonly {
    readonly mode: string;
    readonly module?: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly { readonly index_key?: string | number; readonly attributes?: unknown }[];
  }[];
}

/**
 * @param text what `terraform state pull` prints: nothing, if there is no state
 * @throws JangadaError STATE_BROKEN for what is no state
 */
export function parseState(text: string): StateFacts {
  const start = text.indexOf("{");
  if (start < 0) return NO_STATE;
  const form = formOf(text.slice(start));
  if (form.kind === "broken") {
    throw new JangadaError({ code: "STATE_BROKEN", message: `This is no state of Terraform's: ${form.why}.` });
  }
  const raw = JSON.parse(text.slice(start)) as RawState;
  const resources = (raw.resources ?? [])
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ module, type, name, instances = [] }) =>
      instances.map(({ index_key: key }) => {
        const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
        return `${module ? `${module}.` : ""}${type}.${name}${index}`;
      }),
    );
  const outputs = Object.fromEntries(Object.entries(raw.outputs ?? {}).map(([name, { value }]) => [name, value]));
  const mentions = (text: string): boolean =>
    (raw.resources ?? []).some(
      ({ mode, instances = [] }) => mode === "managed" && instances.some(({ attributes }) => holds(attributes, text)),
    );
  return { exists: true, serial: raw.serial ?? 0, lineage: raw.lineage ?? "", outputs, resources, mentions };
}

function holds(value: unknown, text: string): boolean {
  if (typeof value === "string") return hasWord(value, text);
  return typeof value === "object" && value !== null && Object.values(value).some((inner) => holds(inner, text));
}

/** `subnet-1` is no word of `subnet-12`. */
function hasWord(within: string, word: string): boolean {
  const part = /[A-Za-z0-9_-]/;
  for (let at = within.indexOf(word); at >= 0; at = within.indexOf(word, at + 1)) {
    const [before, after] = [within[at - 1] ?? "", within[at + word.length] ?? ""];
    if (!part.test(before) && !part.test(after)) return true;
  }
  return false;
}

/** Whether the state holds all these outputs (`*`: any). */
export function hasOutputs(state: StateFacts, names: readonly string[]): boolean {
  return state.exists && names.every((name) => name === "*" || name in state.outputs);
}

/** SHA-256 over the values of these outputs (`*`: all of them). */
export function digestOfOutputs(state: StateFacts, names: readonly string[]): string {
  const wanted = names.includes("*") ? Object.keys(state.outputs) : names;
  return digestOf(Object.fromEntries(wanted.map((name) => [name, state.outputs[name] ?? null])));
}
