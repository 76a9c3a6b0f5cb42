/**
 * Faults on order: the simulated world can be told to refuse, or to be slow. The rules stand in `faults.json` in the
 * folder of the world; they are read anew when the file changes, so a running simulation can be told.
 *
 * ```json
 * [
 *   { "type": "helm_release", "operation": "create",
 *     "error": { "summary": "context deadline exceeded" }, "times": 1 },
 *   { "type": "kubernetes_*", "name": "orders*", "delayMs": 2000 }
 * ]
 * ```
 */
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { matchesGlob } from "../model/glob";
import { z } from "zod";
import { JangadaError } from "../errors";
import { readRegularFile, reasonOf } from "../regular-file";
import type { Diagnostic } from "./protocol/handlers";
import { isObject, type Value, type ValueObject } from "./protocol/value";

/** In the folder of the world. */
export const FAULTS_FILE = "faults.json";

export type Operation = "create" | "update" | "delete" | "read";

const rule = z
  .strictObject({
    /** Types that it strikes; `*` stands for any characters. @default every type */
    type: z.string().optional(),
    /** Ids that it strikes; an object that is being created has none yet. @default every id */
    id: z.string().optional(),
    /** Names (`name`, `identifier`, the `Name` tag, or `metadata.name`) that it strikes. @default every name */
    name: z.string().optional(),
    /** @default every operation */
    operation: z.enum(["create", "update", "delete", "read"]).optional(),
    /** What the operation fails with. */
    error: z.strictObject({ summary: z.string().min(1), detail: z.string().optional() }).optional(),
    /** How long it takes, in milliseconds, before it goes on or fails; up to an hour. */
    delayMs: z.number().int().min(0).max(3_600_000).optional(),
    /** How often it strikes, counted from when the file was last changed. @default for ever */
    times: z.number().int().min(1).optional(),
  })
  .refine(({ error, delayMs }) => error !== undefined || delayMs !== undefined, "says neither `error` nor `delayMs`");
const rules = z.array(rule);

export type FaultRule = z.infer<typeof rule>;

/** The operation that a fault rule is matched against. */
export interface SimulatedOperation {
  readonly type: string;
  readonly operation: Operation;
  readonly id?: string;
  readonly attributes: ValueObject;
  /** Ends a delay early. */
  readonly signal?: AbortSignal;
}

export interface Faults {
  /** Waits as long as the rules say, and returns what they make the deed fail with. */
  inject(deed: SimulatedOperation): Promise<readonly Diagnostic[]>;
}

export const NO_FAULTS: Faults = { inject: async () => [] };

/** @throws JangadaError FAULTS_INVALID with every problem of the file */
export function parseFaults(text: string, file: string): readonly FaultRule[] {
  const problem = (message: string, path?: string): JangadaError["problems"][number] => ({
    code: "FAULTS_INVALID",
    message,
    place: { file, path },
    remedy: "Each rule takes type, id, name, operation, error {summary, detail}, delayMs and times.",
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new JangadaError(problem(`This is not JSON: ${(cause as Error).message}.`), { cause });
  }
  const parsed = rules.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new JangadaError(parsed.error.issues.map(({ message, path }) => problem(message, path.join("."))));
}

/** The rules of a file that may come, change and go. */
export class FaultFile implements Faults {
  private version = "";
  private current: readonly { readonly rule: FaultRule; left: number }[] = [];

  constructor(private readonly path: string) {}

  async inject(deed: SimulatedOperation): Promise<readonly Diagnostic[]> {
    try {
      this.refresh();
    } catch (error) {
      const detail = JangadaError.is(error) ? error.message : `${this.path}: ${reasonOf(error)}`;
      return [{ severity: "error", summary: "The rules for faults cannot be read.", detail }];
    }
    const struck = this.current.filter((entry) => entry.left > 0 && ruleMatches(entry.rule, deed));
    for (const entry of struck) entry.left--;
    const delay = struck.reduce((sum, { rule: { delayMs = 0 } }) => sum + delayMs, 0);
    if (delay > 0 && !(await waitOrAbort(delay, deed.signal))) {
      return [{ severity: "error", summary: `The ${deed.operation} of ${deed.type} was called off while it waited.` }];
    }
    return struck.flatMap(({ rule: { error } }) => (error ? [{ severity: "error" as const, ...error }] : []));
  }

  private refresh(): void {
    const version = versionOf(this.path);
    if (version === this.version) return;
    const text = version === "" ? "[]" : readRegularFile(this.path);
    this.current = parseFaults(text, this.path).map((one) => ({ rule: one, left: one.times ?? Infinity }));
    this.version = version;
  }
}

function versionOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.mtimeNs}:${stat.size}:${stat.ino}` : "";
}

/** Whether the wait came to its end. */
async function waitOrAbort(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal });
    return true;
  } catch (error) {
    if ((error as Error).name === "AbortError") return false;
    throw error;
  }
}

function ruleMatches(one: FaultRule, deed: SimulatedOperation): boolean {
  return (
    (one.operation === undefined || one.operation === deed.operation) &&
    matches(one.type, [deed.type]) &&
    matches(one.id, deed.id === undefined ? [] : [deed.id]) &&
    matches(one.name, namesOf(deed.attributes))
  );
}

function matches(glob: string | undefined, texts: readonly string[]): boolean {
  return glob === undefined || texts.some((text) => matchesGlob(glob, text, "*"));
}

function namesOf({ name, identifier, tags, metadata }: ValueObject): readonly string[] {
  const first = Array.isArray(metadata) ? metadata[0] : metadata;
  const candidates: (Value | undefined)[] = [name, identifier];
  if (isObject(tags)) candidates.push(tags.Name);
  if (isObject(first)) candidates.push(first.name);
  return candidates.filter((candidate) => typeof candidate === "string");
}
