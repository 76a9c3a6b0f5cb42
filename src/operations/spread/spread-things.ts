/** Of what was synthesized: what each part of every thing of the file will have, and has by the state where that is a file. */
import type { DividedNumbers } from "../../model/spread";
import { readRegularFile } from "../../regular-file";
import { formOf } from "../states/state-form";
import { placeOfState } from "../states/state-place";
import { readStackFile } from "../stack-json";
import type { SynthesizedStack } from "../synth";
import { isThing, partOf, type Range, rangeIn, type Share, sharesOf } from "./shares";

/** One thing of the file, with what its parts get. */
export interface SpreadThing {
  readonly stack: string;
  /** Such as `cluster.pools.system`. */
  readonly path: string;
  /** Such as `nodes by zone`. */
  readonly called: string;
  readonly parts: readonly Share[];
}

interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Configured>>>>;
}
interface Configured {
  readonly "//"?: { readonly environment?: { readonly path?: string } };
  readonly lifecycle?: unknown;
}

interface StateJson {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly { readonly attributes?: unknown }[];
  }[];
}

/** @throws JangadaError SYNTH_UNREADABLE */
export function spreadThings(
  stack: SynthesizedStack,
  spreads: readonly DividedNumbers[],
  env: NodeJS.ProcessEnv,
): readonly SpreadThing[] {
  const json = readStackFile(stack.folder) as StackJson & { readonly moved?: unknown };
  const configured = spreads.flatMap((spread) => {
    const resources = Object.entries(json.resource?.[spread.type] ?? {});
    const paths = new Set(resources.flatMap(([, block]) => block["//"]?.environment?.path ?? []));
    return [...paths].filter((path) => isThing(spread, path)).map((path) => ({ spread, path, resources }));
  });
  if (configured.length === 0) return [];
  const state = stateOf(stack, env);
  const former = renames(json.moved);
  return configured.map(({ spread, path, resources }) => {
    const [before, after] = [new Map<string, Range>(), new Map<string, Range>()];
    const put = (side: Map<string, Range>, name: string, values: unknown): void => {
      const [part, range] = [partOf(path, name), rangeIn(spread, values)];
      if (part !== undefined && range) side.set(part, range);
    };
    for (const [name, block] of resources) put(after, name, block);
    for (const { mode, type, name, instances = [] } of state?.resources ?? []) {
      if (mode !== "managed" || type !== spread.type) continue;
      const address = former.get(`${type}.${name}`) ?? `${type}.${name}`;
      for (const { attributes } of instances) put(before, address.slice(type.length + 1), attributes);
    }
    return { stack: stack.name, path, called: spread.label, parts: sharesOf(before, after) };
  });
}

/** New addresses by the former ones. */
function renames(moved: unknown): ReadonlyMap<string, string> {
  const blocks = (Array.isArray(moved) ? moved : []) as readonly { readonly from: string; readonly to: string }[];
  return new Map(blocks.map(({ from, to }) => [from, to]));
}

/** Undefined where it is remote, not there yet, or not readable: then nothing is said of what was. */
function stateOf(stack: SynthesizedStack, env: NodeJS.ProcessEnv): StateJson | undefined {
  const { file } = placeOfState(stack, env);
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readRegularFile(file);
  } catch {
    return undefined;
  }
  return formOf(text).kind === "sound" ? (JSON.parse(text) as StateJson) : undefined;
}
