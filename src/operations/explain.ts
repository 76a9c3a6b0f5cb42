/** What `jangada validate --explain` says: the files that are right, explained; what is wrong with the others. */
import type { Problem } from "../errors";
import { type ExplainedEnvironment, explainEnvironment } from "../environment/explain";
import { chosenFiles, type ChosenFilesOptions } from "./chosen-files";

export type ExplainOptions = ChosenFilesOptions;

export interface ExplainResult {
  readonly schemaVersion: 1;
  readonly ok: boolean;
  /** The environments whose files are right. */
  readonly environments: readonly ExplainedEnvironment[];
  /** All of them at once, with their lines in the files. */
  readonly problems: readonly Problem[];
  /** What is not wrong, and should be looked at. */
  readonly warnings: readonly Problem[];
}

/** Reads files alone: no stack is synthesized, and nothing of Terraform is needed. */
export function explain(options: ExplainOptions = {}): ExplainResult {
  const { environments, problems } = chosenFiles(options);
  return {
    schemaVersion: 1,
    ok: problems.length === 0,
    environments: environments.map((environment) => explainEnvironment(environment)),
    problems,
    warnings: environments.flatMap(({ warnings }) => warnings),
  };
}
