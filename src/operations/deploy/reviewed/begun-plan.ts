/**
 * What was agreed to, where its plan is no more: spent, since its apply has begun, or made again, since what it read had
 * changed. It is kept until a later run has done what is left of it, or another one is agreed to:
 * `.jangada/begun/<environment>/<stack>.json`, for the owner alone.
 */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { SelectedStack } from "../../selection/select";
import type { PlanInputs } from "../inputs";
import type { ReviewedPlan } from "./reviewed-plan";

export interface Begun {
  readonly schemaVersion: 1;
  readonly environment: string;
  readonly stack: string;
  readonly purpose: "apply" | "destroy";
  /** Whether somebody looked at it beforehand (`plan`), or it was made by the run that began it (`deploy`). */
  readonly madeBy: "plan" | "deploy";
  /** When the plan that was agreed to was made, as RFC 3339. */
  readonly madeAt: string;
  /** When its apply began, as RFC 3339; undefined if it has not. */
  readonly begunAt?: string;
  /** What the plan that was agreed to was made from. */
  readonly inputs: PlanInputs;
  /** The key of the digests in all of them. */
  readonly key: string;
  /** What was agreed to, and what stood in it and was begun after that. */
  readonly plans: readonly ReviewedPlan[];
}

const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;

export function newKey(): string {
  return randomBytes(32).toString("base64");
}

/** Undefined if nothing was begun, or it was brought to its end. */
export function readBegun(project: string, stack: SelectedStack, purpose: Begun["purpose"]): Begun | undefined {
  try {
    const begun = JSON.parse(fs.readFileSync(fileOf(project, stack), "utf8")) as Begun;
    return begun.schemaVersion === 1 && begun.purpose === purpose ? begun : undefined;
  } catch {
    return undefined;
  }
}

/** On the disk before it returns: whatever dies from now on, the plan is known to be spent. */
export function writeBegun(project: string, stack: SelectedStack, begun: Begun): void {
  const file = fileOf(project, stack);
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: OWN_FOLDER });
  const part = `${file}.part`;
  const handle = fs.openSync(part, "w", OWN_FILE);
  try {
    fs.writeSync(handle, `${JSON.stringify(begun)}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(part, file);
  const folder = fs.openSync(path.dirname(file), "r");
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}

export function forgetBegun(project: string, stack: SelectedStack): void {
  fs.rmSync(fileOf(project, stack), { force: true });
}

function fileOf(project: string, { environment, name }: SelectedStack): string {
  return path.join(project, ".jangada", "begun", environment, `${name}.json`);
}
