/** From an environment file to an `Environment`, or to everything that is wrong with it. */
import * as path from "node:path";
import { components as registered } from "../components";
import type { Component, RenamedField } from "../model/component";
import type { TargetFacts } from "../model/target-facts";
import { targets as served } from "../targets";
import type { Problem } from "../errors";
import { Environment } from "./environment";
import type { Finding } from "./finding";
import { interpret } from "./interpret";
import { MAX_PROBLEMS } from "./limits";
import { mergeFindings } from "./merge-findings";
import { formatPath } from "./path";
import { readText } from "./read";
import { renamedKeys } from "./renamed-keys";
import { findSecrets, withhold } from "./secrets";
import { type Position, SourceMap } from "./source-map";
import { parseYaml } from "./yaml";

export interface LoadOptions {
  /** What paths of files are shown relative to. @default the working directory */
  readonly root?: string;
  /** What the file may hold beside its own keys. @default every registered component */
  readonly components?: readonly Component[];
  /** Of a folder of environments, the names of those that are read. @default all */
  readonly only?: readonly string[];
  /** What `target` may be. @default those of this version */
  readonly targets?: readonly TargetFacts[];
  /** The target, whatever the files say. */
  readonly target?: string;
  /** Former spellings of the file's own keys. @default those of earlier versions */
  readonly renamed?: readonly RenamedField[];
  /** Whether the environments are protected, whatever their files say: a rehearsal lifts the protection to destroy. */
  readonly protected?: boolean;
  /** Whether nothing of the real world is reached: files that let one in need not be there. @default false */
  readonly simulated?: boolean;
}

export interface LoadResult {
  /** Undefined if there is any problem. */
  readonly environment?: Environment;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/** Loads one environment file. Never throws for what stands in the file. */
export function loadEnvironment(file: string, options: LoadOptions = {}): LoadResult {
  const displayPath = displayPathOf(file, options);
  const read = readText(file);
  if ("findings" in read) return { problems: toProblems(read.findings, displayPath, new SourceMap()) };
  return loadText(read.text, displayPath, { ...options, folder: path.basename(path.dirname(path.resolve(file))) });
}

/** As problems name a file: relative to the root, or absolute where it is not below. */
export function displayPathOf(file: string, options: LoadOptions): string {
  const absolute = path.resolve(file);
  const relative = path.relative(options.root ?? process.cwd(), absolute);
  return relative === "" || relative.startsWith("..") ? absolute : relative;
}

/** The same from text. `folder` is the name that the environment must have, if it is given. */
export function loadText(
  text: string,
  file: string,
  options: LoadOptions & { readonly folder?: string } = {},
): LoadResult {
  const { data, map, findings: syntax } = parseYaml(text);
  const secrets = findSecrets(text, data, map);
  const places = map ?? new SourceMap();
  // What else is wrong with a secret is beside the point.
  const secret = new Set(secrets.findings.map((finding) => formatPath(finding.path)).filter(Boolean));
  const clean = (findings: readonly Finding[]): readonly Problem[] =>
    toProblems(
      findings.filter((finding) => finding.code === "ENV_SECRET" || !secret.has(formatPath(finding.path))),
      file,
      places,
      secrets.literals,
    );
  if (!map) return { problems: clean([...syntax, ...secrets.findings]) };

  const { environment, findings, warnings } = interpret(data, map, {
    file,
    components: options.components ?? registered,
    targets: options.targets ?? served,
    renamed: options.renamed ?? renamedKeys,
    ...(options.target === undefined ? {} : { target: options.target }),
    ...(options.folder === undefined ? {} : { folder: options.folder }),
    ...(options.protected === undefined ? {} : { protected: options.protected }),
    ...(options.root === undefined ? {} : { root: options.root }),
    ...(options.simulated === undefined ? {} : { simulated: options.simulated }),
  });
  const problems = clean(mergeFindings([...syntax, ...secrets.findings, ...findings], data));
  if (problems.length > 0 || !environment) return { problems };
  return { environment: new Environment({ ...environment, warnings: clean(warnings), map, written: data }), problems };
}

/** Gives findings their places, sorts them as the file goes, cuts an endless list, and withholds secrets. */
function toProblems(
  findings: readonly Finding[],
  file: string,
  map: SourceMap,
  literals: readonly string[] = [],
): readonly Problem[] {
  const positioned = findings.map((finding) => ({ finding, position: positionOf(finding, map) }));
  positioned.sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  const problems = positioned.slice(0, MAX_PROBLEMS).map(({ finding, position }): Problem => {
    const inner = withhold(formatPath(finding.path), literals);
    return {
      code: finding.code,
      message: withhold(finding.message, literals),
      place: { file, ...position, ...(inner ? { path: inner } : {}) },
      ...(finding.remedy ? { remedy: withhold(finding.remedy, literals) } : {}),
    };
  });
  const omitted = positioned.length - MAX_PROBLEMS;
  if (omitted <= 0) return problems;
  const message = `There are ${omitted} more problems.`;
  return [...problems, { code: "ENV_MORE_PROBLEMS", message, place: { file }, remedy: "Put these right first." }];
}

function positionOf(finding: Finding, map: SourceMap): Position {
  if (typeof finding.at === "object") return finding.at;
  return finding.at === "key" ? map.keyAt(finding.path) : map.valueAt(finding.path);
}
