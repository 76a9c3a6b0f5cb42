/** What must be so after a command was killed, and run once more. */
import * as fs from "node:fs";
import * as path from "node:path";
import { cloudStatus } from "../../src/operations/cloud/status";
import { ownedObjects } from "../../src/operations/cloud/owners";
import { formOfFile } from "../../src/operations/states/state-guard";
import { isAlive } from "../../src/operations/runs/identity";
import type { KilledProject } from "./killed-project";

/** What exists, and whether a state holds it: `<type> owned` or `<type> free`, counted. */
export async function inventory({ cloudFolder }: KilledProject): Promise<Readonly<Record<string, number>>> {
  const { objects } = await cloudStatus(cloudFolder);
  const counts: Record<string, number> = {};
  for (const { type, owner } of objects) {
    const key = `${type} ${owner === undefined ? "free" : "owned"}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** What is wrong; nothing, if all is well. @param wanted the inventory of an undisturbed run */
export async function faultsOf(project: KilledProject, wanted: Readonly<Record<string, number>>): Promise<string[]> {
  const faults: string[] = [];
  for (const name of fs.readdirSync(project.states)) {
    const form = name.endsWith(".tfstate") ? formOfFile(path.join(project.states, name)) : undefined;
    if (form && form.kind !== "sound") return [`${name} is ${form.kind}`];
  }
  const found = await inventory(project);
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
    if (wanted[key] !== found[key]) faults.push(`${key}: ${found[key] ?? 0} instead of ${wanted[key] ?? 0}`);
  }
  const { objects } = await cloudStatus(project.cloudFolder);
  const there = new Set(objects.map(({ type, id }) => `${type} ${id}`));
  for (const { type, id, stack } of ownedObjects(project.states)) {
    if (type.startsWith("aws_") && !there.has(`${type} ${id}`))
      faults.push(`${stack} holds ${type} ${id}, which is not there`);
  }
  for (const name of fs.readdirSync(project.states)) {
    if (name.endsWith(".lock.info")) faults.push(`a lock was left: ${name}`);
  }
  for (const record of project.records()) {
    faults.push(`a record was left: ${record.stack} (${record.kind})`);
    if (isAlive(record.terraform)) faults.push(`process ${record.terraform.pid} lives`);
  }
  const logs = path.join(project.folder, ".jangada", "runs", "dev");
  if (fs.existsSync(logs)) {
    for (const name of fs.readdirSync(logs)) if (name.endsWith(".log")) faults.push(`a log was left: ${name}`);
  }
  return faults;
}
