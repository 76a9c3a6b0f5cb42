/** The files of a new project, and how each is put beside what is there already. */
import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { TargetFacts } from "../../model/target-facts";
import type { TargetName } from "../../model/target-name";
import { packageRoot } from "../../package-root";
import { factsOf } from "../../targets";
import type { Answers } from "./answers";

export interface ProjectFile {
  /** Relative to the project's folder, with slashes. */
  readonly name: string;
  /**
   * The file's text, from what stands there now.
   * @throws Conflict if both cannot be had
   */
  readonly text: (present: string | undefined) => string;
}

/** What stands there and what is wanted cannot both be had. */
export class Conflict extends Error {
  constructor(
    message: string,
    public readonly remedy: string,
  ) {
    super(message);
  }
}

/**
 * @param text of the environment file
 * @param dependency what `package.json` is to ask for: a version, or the path of a packed package
 */
export function projectFiles(
  answers: Answers,
  text: string,
  folder: string,
  dependency: string | undefined,
): readonly ProjectFile[] {
  const environment = `infra/environments/${answers.name}/environment.yaml`;
  return [
    { name: "package.json", text: (present) => manifest(present, answers, folder, dependency) },
    { name: "tsconfig.json", text: only("tsconfig.json", TSCONFIG) },
    { name: "cdktf.json", text: cdktfJson },
    { name: "infra/main.ts", text: app(answers.target) },
    { name: environment, text: only(environment, text) },
    { name: ".gitignore", text: gitignore },
  ];
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

function only(name: string, wanted: string): ProjectFile["text"] {
  return (present) => {
    if (present !== undefined && present !== wanted) {
      throw new Conflict(
        `${name} is there already, and is another.`,
        "Move it away, or choose another folder or name.",
      );
    }
    return wanted;
  };
}

const TSCONFIG = json({
  compilerOptions: {
    target: "ES2022",
    module: "node16",
    moduleResolution: "node16",
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    incremental: true,
    rootDir: ".",
    outDir: "build",
    types: ["node"],
  },
  include: ["infra/**/*.ts"],
});

function targetFacts(name: TargetName): TargetFacts {
  const facts = factsOf(name);
  if (facts) return facts;
  throw new Conflict(`The target '${name}' is not served by this version.`, "Choose another one.");
}

/** The bindings that the stacks of a target load, whatever its file comes to ask for: those of every target, and its own. */
function bindingsOf(target: TargetName): readonly string[] {
  return [...targetFacts(target).providers, "helm", "kubernetes", "random", "tls"].sort();
}

/** One that serves the target already stays as it is, whatever else is in it. */
function app(target: TargetName): ProjectFile["text"] {
  const { module, className } = targetFacts(target).entry;
  const wanted = appText(target);
  return (present) => {
    if (present === undefined || present.includes(`new ${className}(`)) return present ?? wanted;
    throw new Conflict(
      `infra/main.ts is there already, and does not serve the target '${target}'.`,
      `Write \`import { ${className} } from "${module}";\` and \`${target}: () => new ${className}()\` among its targets, or choose another folder.`,
    );
  };
}

function appText(target: TargetName): string {
  const { module, className } = targetFacts(target).entry;
  return `/** The CDKTF app: every environment under infra/environments. Constructs of your own go into stacks of your own here. */
import * as path from "node:path";
import { ${className} } from "${module}";
import { synthesize } from "jangada/stacks";

synthesize({
  directory: path.join("infra", "environments"),
  targets: { ${target}: () => new ${className}() },
});
`;
}

const IGNORED = [
  "node_modules/",
  "build/",
  "cdktf.out/",
  ".jangada/",
  ".terraform/",
  "*.tfstate",
  "*.tfstate.*",
  "cdktf.log",
];

function gitignore(present = ""): string {
  const lines = present.split(/\r?\n/).map((line) => line.trim());
  const missing = IGNORED.filter((line) => !lines.includes(line));
  if (missing.length === 0) return present;
  return `${present}${present === "" || present.endsWith("\n") ? "" : "\n"}${missing.join("\n")}\n`;
}

interface CdktfJson {
  readonly projectId?: string;
}

/** The id that cdktf gives each project stays; nothing else in the file may be another. */
function cdktfJson(present: string | undefined): string {
  const file = (projectId: string): string =>
    json({
      language: "typescript",
      // Types are checked at each synth; what did not change is not compiled again.
      app: "node node_modules/typescript/bin/tsc && node build/infra/main.js",
      projectId,
      sendCrashReports: "false",
      terraformProviders: [],
      terraformModules: [],
      context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" },
    });
  const id = present === undefined ? randomUUID() : (parse<CdktfJson>("cdktf.json", present).projectId ?? randomUUID());
  return only("cdktf.json", file(id))(present);
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What is there stays as it is: only what is missing is added. */
function manifest(
  present: string | undefined,
  answers: Answers,
  folder: string,
  dependency: string | undefined,
): string {
  const was = present === undefined ? undefined : parse<Manifest>("package.json", present);
  if (was?.type === "module") {
    throw new Conflict(
      'package.json says "type": "module", and a CDKTF app is CommonJS.',
      "Choose a folder of its own for the infrastructure, or take the line out.",
    );
  }
  const own = ownManifest();
  const runtime = {
    ...pinned(own, ["cdktf", "constructs", ...bindingsOf(answers.target).map((name) => `@cdktf/provider-${name}`)]),
    jangada: dependency ?? own.version ?? "*",
  };
  const development = pinned(own, ["@types/node", "typescript"]);
  const elsewhere = { ...was?.dependencies, ...was?.devDependencies };
  const missing = (wanted: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(wanted).filter(([name]) => !(name in elsewhere)));
  const merged = {
    ...(was ?? { name: packageName(folder), version: "1.0.0", private: true }),
    scripts: { validate: "jangada validate", synth: "jangada synth", rehearse: "jangada rehearse", ...was?.scripts },
    dependencies: sorted({ ...was?.dependencies, ...missing(runtime) }),
    devDependencies: sorted({ ...was?.devDependencies, ...missing(development) }),
  };
  return was && JSON.stringify(was) === JSON.stringify(merged) && present !== undefined ? present : json(merged);
}

/** The exact versions that this package is built and tested with. */
function pinned(own: Manifest, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, own.devDependencies?.[name] ?? "*"]));
}

function ownManifest(): Manifest {
  return JSON.parse(fs.readFileSync(path.join(packageRoot(), "package.json"), "utf8")) as Manifest;
}

function sorted(entries: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** npm's rules of names: lower case, no spaces, and what a URL carries as it is. */
function packageName(folder: string): string {
  const name = path
    .basename(path.resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|[._-]+$/g, "");
  return name || "infrastructure";
}

function parse<T extends object>(name: string, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Conflict(`${name} is there already, and is no JSON object.`, "Put it right, or move it away.");
  }
  return value as T;
}
