/** What is noted down of a run before it begins. */
import * as path from "node:path";
import { readStackJson } from "../deps/remote-state";
import type { RunKind, RunNote } from "../runs/record";
import type { SelectedStack } from "../selection/select";
import type { PlanRecord } from "./saved-plan";
import type { StateFacts } from "./state-facts";

export function runNoteOf(
  { folder, environment }: Pick<SelectedStack, "folder" | "environment">,
  kind: RunKind,
  known: { readonly state?: Pick<StateFacts, "lineage" | "serial">; readonly record?: PlanRecord } = {},
): RunNote {
  const state = known.record?.inputs.state ?? known.state;
  const local = readStackJson(folder).terraform?.backend?.["local"];
  return {
    environment,
    kind,
    ...(known.record ? { plan: known.record.plan } : {}),
    ...(state ? { state: { lineage: state.lineage, serial: state.serial } } : {}),
    ...(local ? { stateFile: path.resolve(folder, String(local["path"] ?? "terraform.tfstate")) } : {}),
  };
}
