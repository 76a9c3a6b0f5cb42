/** Saved plans: `.jangada/plans/<environment>/<stack>/`, the plan of Terraform's and the record of what it was made from. */
import * as fs from "node:fs";
import * as path from "node:path";
import { readRegularFile } from "../../regular-file";
import type { SelectedStack } from "../selection/select";
import { type InputChange, type PlanInputs, sha256OfFile } from "./inputs";

export interface PlanRecord {
  readonly schemaVersion: 1;
  readonly environment: string;
  readonly stack: string;
  /** RFC 3339. */
  readonly madeAt: string;
  /** By `plan`, which somebody looks at, or by the run of `deploy` that showed it and asked. */
  readonly madeBy: "plan" | "deploy";
  /** SHA-256 of the plan file. */
  readonly plan: string;
  readonly inputs: PlanInputs;
  /** SHA-256 over the outputs that the plan read, by the stack that publishes them. */
  readonly upstream: Readonly<Record<string, string>>;
}

/** Only the user may read a plan: it holds the values of secrets, as the state does. */
export const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;

export function planFolder(project: string, stack: SelectedStack): string {
  return path.join(project, ".jangada", "plans", stack.environment, stack.name);
}

export function planFile(project: string, stack: SelectedStack): string {
  return path.join(planFolder(project, stack), "plan");
}

/** An empty folder for a new plan; an earlier one is thrown away. */
export function clearPlan(project: string, stack: SelectedStack): void {
  const folder = planFolder(project, stack);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true, mode: OWN_FOLDER });
}

/** What `plan` notes of a stack that it could not plan yet: whoever looked at it was shown nothing of that one. */
export interface WaitingRecord {
  readonly schemaVersion: 1;
  /** RFC 3339. */
  readonly madeAt: string;
  readonly for: readonly string[];
}

export function writeWaiting(project: string, stack: SelectedStack, waitingFor: readonly string[]): void {
  clearPlan(project, stack);
  const record: WaitingRecord = { schemaVersion: 1, madeAt: new Date().toISOString(), for: waitingFor };
  writeOwn(path.join(planFolder(project, stack), "waiting.json"), record);
}

export function readWaiting(project: string, stack: SelectedStack): WaitingRecord | undefined {
  try {
    const text = fs.readFileSync(path.join(planFolder(project, stack), "waiting.json"), "utf8");
    const record = JSON.parse(text) as WaitingRecord;
    return record.schemaVersion === 1 ? record : undefined;
  } catch {
    return undefined;
  }
}

export function removePlan(project: string, stack: SelectedStack): void {
  fs.rmSync(planFolder(project, stack), { recursive: true, force: true });
}

export function writeRecord(project: string, stack: SelectedStack, record: PlanRecord): void {
  writeOwn(path.join(planFolder(project, stack), "record.json"), record);
}

function writeOwn(file: string, content: object): void {
  fs.writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: OWN_FILE });
}

/** Undefined if none is saved. A plan without its record, or a record without its plan, is none. */
export function readRecord(project: string, stack: SelectedStack): PlanRecord | undefined {
  try {
    const file = path.join(planFolder(project, stack), "record.json");
    const record = JSON.parse(readRegularFile(file)) as PlanRecord | null;
    return isRecord(record) && fs.statSync(planFile(project, stack)).isFile() ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(record: Partial<PlanRecord> | null): record is PlanRecord {
  const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
  const { schemaVersion, plan, inputs, upstream } = record ?? {};
  if (schemaVersion !== 1 || typeof plan !== "string" || !isObject(upstream) || !isObject(inputs)) return false;
  return [inputs?.file, inputs?.code, inputs?.providers, inputs?.terraform, inputs?.state].every(isObject);
}

/** Whether the plan file is still the one that was recorded. */
export function checkPlanFile(project: string, stack: SelectedStack, record: PlanRecord): readonly InputChange[] {
  return sha256OfFile(planFile(project, stack)) === record.plan
    ? []
    : [{ input: "plan", message: "the plan file is not the one that was saved" }];
}
