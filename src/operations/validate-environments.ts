/** What `jangada validate` says: the environment files, and what is made of those that are right. */
import { JangadaError, type Problem } from "../errors";
import { chosenFiles } from "./chosen-files";
import type { ValidateStacksOptions, ValidateStacksResult } from "./validate";

export interface ValidateOptions extends Omit<ValidateStacksOptions, "environments" | "providers"> {
  /** Names, or patterns such as `prod-*`. @default all */
  readonly environments?: readonly string[];
  /** Whose schemas `terraform validate` checks the stacks against. `none`: the files alone. @default "simulated" */
  readonly providers?: "none" | "real" | "simulated";
}

export interface ValidateResult {
  readonly schemaVersion: 1;
  readonly ok: boolean;
  readonly providers: "none" | "real" | "simulated";
  /** The environments whose files are right. */
  readonly environments: readonly { readonly name: string; readonly file: string }[];
  /** Names of the stacks that are valid. */
  readonly stacks: readonly string[];
  /** Names of the stacks that could not be looked at. */
  readonly notJudged: readonly string[];
  /** What each zone gets of a pool's nodes, and had by the state, where that is a file. */
  readonly spread: ValidateStacksResult["spread"];
  /** All of them at once, with their lines in the files. */
  readonly problems: readonly Problem[];
  /** What is not wrong, and should be looked at. */
  readonly warnings: readonly Problem[];
}

/** What is wrong is in the result: with the files, with their synthesis, or with Terraform itself. */
export async function validate(options: ValidateOptions): Promise<ValidateResult> {
  const { providers = "simulated" } = options;
  const { environments: good, problems } = chosenFiles(options);
  const found = await checkStacks(
    good.map(({ facts }) => facts.name),
    providers,
    options,
  );
  const all: readonly Problem[] = [...problems, ...found.problems];
  return {
    schemaVersion: 1,
    ok: all.length === 0,
    providers,
    environments: good.map(({ facts, file }) => ({ name: facts.name, file })),
    stacks: found.valid,
    notJudged: found.notJudged,
    spread: found.spread,
    problems: all,
    warnings: good.flatMap(({ warnings }) => warnings),
  };
}

type StackFindings = Pick<ValidateStacksResult, "valid" | "notJudged" | "problems" | "spread">;

async function checkStacks(
  environments: readonly string[],
  providers: "none" | "real" | "simulated",
  options: ValidateOptions,
): Promise<StackFindings> {
  const nothing: StackFindings = { valid: [], notJudged: [], problems: [], spread: [] };
  if (providers === "none" || environments.length === 0) return nothing;
  // Loaded late: the files alone are checked in milliseconds.
  const { validateStacks } = require("./validate") as typeof import("./validate");
  try {
    return await validateStacks({ ...options, environments, providers });
  } catch (error) {
    if (!JangadaError.is(error)) throw error;
    return { ...nothing, problems: error.problems };
  }
}
