/**
 * The one error class of the project. An error carries every problem that was found, each with a stable code, the place
 * and the remedy, so that a person reads one complete report instead of running into the next problem.
 */

/** Where a problem is: in a file, in the environment file's structure, in the construct tree, or at a Terraform address. */
export interface Place {
  /** Path of the file, relative to the working directory where that is shorter. */
  readonly file?: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** Column in the line, from 1. */
  readonly column?: number;
  /** Path within the environment file, such as `databases[0].engine`. */
  readonly path?: string;
  /** Path in the construct tree, such as `dev-data/databases/orders`. */
  readonly construct?: string;
  /** Terraform address, such as `random_password.databases_orders`. */
  readonly address?: string;
}

/** One thing that is wrong. */
export interface Problem {
  /** Stable, upper-case and underscored, such as `ENV_UNKNOWN_KEY`. Programs may rely on it. */
  readonly code: string;
  /** What is wrong, in one sentence, naming the value. Never holds a secret. */
  readonly message: string;
  readonly place?: Place;
  /** What to do about it. */
  readonly remedy?: string;
}

const BRAND = Symbol.for("jangada.JangadaError");

/** Thrown for everything that a user can put right. */
export class JangadaError extends Error {
  /** Every problem, in the order of the file that they are in. Never empty. */
  public readonly problems: readonly Problem[];
  public override readonly name = "JangadaError";

  constructor(problems: Problem | readonly Problem[], options?: { cause?: unknown }) {
    const all = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(all.map(formatProblem).join("\n"), options);
    this.problems = all;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** The code of the first problem. */
  public get code(): string {
    return this.problems[0]?.code ?? "UNKNOWN";
  }

  /** Recognises an error of this class, also one from another copy of the package. */
  public static is(error: unknown): error is JangadaError {
    return typeof error === "object" && error !== null && BRAND in error;
  }
}

/** Writes a place as editors and terminals understand it: `file:line:column (path)`. */
export function formatPlace(place: Place): string {
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
  const inside = place.path ?? place.construct ?? place.address;
  if (position && inside) return `${position} (${inside})`;
  return position || inside || "";
}

/** One problem as plain text, on one line, or on two where there is a remedy. */
export function formatProblem(problem: Problem): string {
  const where = problem.place ? formatPlace(problem.place) : "";
  const what = `${where ? `${where}: ` : ""}${problem.message} [${problem.code}]`;
  return problem.remedy ? `${what}\n  -> ${problem.remedy}` : what;
}
