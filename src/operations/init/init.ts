/** `init`: from an empty folder to a project with its first environment. Nothing that is there is overwritten. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";
import type { ToFillIn } from "../../model/new-block";
import { type Answers, completeAnswers } from "./answers";
import { judgeAnswers } from "./judge-answers";
import { Conflict, type ProjectFile, projectFiles } from "./project-files";

export interface InitOptions {
  /** The project's folder; made if it is not there. @default the working directory */
  readonly folder?: string;
  /** What is not asked any more. */
  readonly answers: Partial<Answers>;
  /** What `package.json` is to ask for: a version, a range, or `file:` and the path of a packed package. @default this version */
  readonly dependency?: string;
}

export interface InitResult {
  readonly schemaVersion: 1;
  readonly folder: string;
  readonly environment: string;
  readonly target: Answers["target"];
  /** What each file came to, in the order written. */
  readonly files: readonly { readonly name: string; readonly outcome: "created" | "extended" | "unchanged" }[];
  /** The answers that were not given, and what stands in their place. */
  readonly assumed: Partial<Answers>;
  /** What stands in the file so that it can be rehearsed, and has to be another before anything is deployed. */
  readonly toFillIn: readonly ToFillIn[];
}

interface Planned {
  readonly file: ProjectFile;
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Writes the project's files, all or none.
 * @throws JangadaError what the environment file's checks say of the answers, INIT_CONFLICT for each file that is in the way,
 *   INIT_UNWRITABLE if the folder cannot be written to
 */
export function init(options: InitOptions): InitResult {
  const folder = path.resolve(options.folder ?? ".");
  const answers = completeAnswers(options.answers);
  const { text, problems, toFillIn } = judgeAnswers(answers, options.answers, folder);
  if (problems.length > 0) throw new JangadaError(problems);
  const planned = plan(folder, projectFiles(answers, text, folder, options.dependency));
  write(folder, planned);
  return {
    schemaVersion: 1,
    folder,
    environment: answers.name,
    target: answers.target,
    files: planned.map(({ file, before, after }) => ({
      name: file.name,
      outcome: before === undefined ? "created" : before === after ? "unchanged" : "extended",
    })),
    assumed: assumedOf(answers, options.answers),
    toFillIn,
  };
}

/** Of what the account is known by, and of the block, each part for itself. */
function assumedOf(answers: Answers, given: Partial<Answers>): Partial<Answers> {
  const { accountDetails, block, ...rest } = answers;
  const details = missing(accountDetails, given.accountDetails);
  const parts = missing(block, given.block);
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([name, value]) => !(name in given) && isSomething(value))),
    ...(details ? { accountDetails: details } : {}),
    ...(parts ? { block: parts } : {}),
  };
}

const isSomething = (value: unknown): boolean => value !== "" && !(Array.isArray(value) && value.length === 0);

function missing<V>(
  all: Readonly<Record<string, V>>,
  given: Readonly<Record<string, V>> = {},
): Readonly<Record<string, V>> | undefined {
  const found = Object.entries(all).filter(([key, value]) => given[key] === undefined && isSomething(value));
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function plan(folder: string, files: readonly ProjectFile[]): readonly Planned[] {
  const problems: Problem[] = [];
  const planned = files.flatMap((file): readonly Planned[] => {
    const target = path.join(folder, file.name);
    try {
      const before = read(target);
      return [{ file, path: target, before, after: file.text(before) }];
    } catch (error) {
      const conflict = error instanceof Conflict ? error : new Conflict(reason(error), "Move away what is in the way.");
      problems.push({
        code: "INIT_CONFLICT",
        message: conflict.message,
        place: { file: target },
        remedy: conflict.remedy,
      });
      return [];
    }
  });
  if (problems.length > 0) throw new JangadaError(problems);
  return planned;
}

function read(file: string): string | undefined {
  try {
    if (!fs.statSync(file).isFile()) throw new Conflict("It is there already, and is no file.", "Move it away.");
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** What was written is taken back if the rest cannot be. */
function write(folder: string, planned: readonly Planned[]): void {
  const undo: (() => void)[] = [];
  try {
    const make = (parent: string): void => {
      const made = fs.mkdirSync(parent, { recursive: true });
      if (made !== undefined) undo.push(() => fs.rmSync(made, { recursive: true, force: true }));
    };
    make(folder);
    for (const { path: target, before, after } of planned) {
      if (before === after) continue;
      make(path.dirname(target));
      if (before === undefined) {
        const file = fs.openSync(target, "wx");
        undo.push(() => fs.rmSync(target, { force: true }));
        fs.closeSync(file);
      } else {
        undo.push(() => fs.writeFileSync(target, before));
      }
      fs.writeFileSync(target, after);
    }
  } catch (error) {
    for (const back of undo.reverse()) back();
    throw new JangadaError(
      {
        code: "INIT_UNWRITABLE",
        message: `The project cannot be written: ${reason(error)}.`,
        place: { file: folder },
        remedy: "Choose a folder that you may write to, with room on its disk. Nothing was left behind.",
      },
      { cause: error },
    );
  }
}

function reason(error: unknown): string {
  const { code, path: at } = error as NodeJS.ErrnoException;
  return code === undefined ? String(error) : `${code}${at ? ` at ${at}` : ""}`;
}
