/** From the plain data of an environment file to checked sections: unknown keys, defaults, schemas, checks. */
import type { Component, EnvironmentFacts, RenamedField } from "../model/component";
import { baseWarnings, checkBase, ownTags } from "./base-checks";
import { guardVersions } from "./compatibility";
import { describeIssues, parseOptions } from "./describe-issue";
import { findDuplicates } from "./duplicates";
import type { EnvironmentParts } from "./environment";
import type { Finding } from "./finding";
import { checkMoves } from "./moved";
import { nearest } from "./nearest";
import { parseSection } from "./parse-section";
import { formatPath } from "./path";
import { type BaseFile, baseSchema } from "./file-schema";
import { followsFromRenamed, renamedFindings, withoutRenamed } from "./renamed";
import { isMap, unknownKeys } from "./schema-walk";
import { checkSections, readSection } from "./sections";
import type { SourceMap } from "./source-map";

export interface InterpretOptions {
  readonly file: string;
  readonly folder?: string;
  readonly components: readonly Component[];
  /** Former spellings of the file's own keys. */
  readonly renamed: readonly RenamedField[];
  readonly protected?: boolean;
}

export interface Interpretation {
  /** Undefined if the file's own keys are not right. */
  readonly environment?: Omit<EnvironmentParts, "warnings" | "map" | "written">;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
}

export function interpret(file: unknown, map: SourceMap, options: InterpretOptions): Interpretation {
  if (!isMap(file)) {
    const remedy = "Begin with `name:` and `target:`.";
    return {
      findings: [{ path: [], code: "ENV_TYPE", message: "The file must be a map of keys.", remedy }],
      warnings: [],
    };
  }
  const { components } = options;
  const renamed = withoutRenamed(file, components, options.renamed);
  const { data } = renamed;
  const written = (path: readonly (string | number)[]): string | undefined => map.mark(path)?.written;

  const own = Object.fromEntries(
    Object.keys(baseSchema.shape)
      .filter((key) => key in data)
      .map((key) => [key, data[key]]),
  );
  const { base, whole, findings: baseFindings } = readBase(own, written);
  const facts = factsOf(base, options);
  const read = components.map((component) => readSection(component, data[component.name], facts, written));
  const sections: Record<string, unknown> = {};
  for (const section of read) {
    if (section.value !== undefined) sections[section.component.name] = section.value;
  }

  const found: Finding[] = [
    ...findUnknownKeys(data, components),
    ...baseFindings,
    ...checkBase(base, options.folder, data),
    ...read.flatMap((section) => section.findings),
  ];
  const warnings: Finding[] = [...baseWarnings(base, facts.protected)];
  // Without region and profile, a check would complain of what is only missing.
  const sound =
    base.aws !== undefined &&
    base.profile !== undefined &&
    base.target === "eks" &&
    !found.some((finding) => finding.code === "ENV_REGION_UNKNOWN");
  if (sound) {
    const present = read.filter((section) => section.value !== undefined);
    const checked = checkSections(present, { facts, sections }, found.length + renamed.formers.length > 0);
    found.push(...checked.findings);
    warnings.push(...checked.warnings);
    // Where a component refuses a version itself, the guard has nothing to add.
    const refused = new Set(found.map((finding) => formatPath(finding.path)));
    const guarded = guardVersions(present, { facts, sections }).filter(({ path }) => !refused.has(formatPath(path)));
    if (base.compatibility === "warn") warnings.push(...guarded);
    else if (base.compatibility !== "off") found.push(...guarded);
  }
  // Of a section that is not right it is not known which things it holds.
  const readable = read.every(
    ({ component, value, findings: wrong }) =>
      wrong.length === 0 && (value !== undefined || data[component.name] === undefined),
  );
  if (base.moved && readable) {
    found.push(...checkMoves(base.moved, components, sections));
  }
  // A component that looks for duplicates itself knows better what to do about them.
  const told = new Set(found.map((finding) => formatPath(finding.path)));
  found.push(...findDuplicates(data, components).filter((finding) => !told.has(formatPath(finding.path))));
  const findings = [
    ...renamedFindings(renamed, file, { facts, sections }),
    ...found.filter((finding) => !followsFromRenamed(finding, renamed)),
  ];
  if (!whole) return { findings, warnings };
  const { state, compatibility, moved, acknowledge, ignoreDrift } = whole;
  return {
    environment: { facts, sections, state, compatibility, moved, acknowledge, ignoreDrift },
    findings,
    warnings,
  };
}

/** The file's own keys: all of them, if all are right, and in any case each that is right in itself. */
function readBase(
  data: Readonly<Record<string, unknown>>,
  written: (path: readonly (string | number)[]) => string | undefined,
): { readonly base: Partial<BaseFile>; readonly whole?: BaseFile; readonly findings: readonly Finding[] } {
  const parsed = parseSection(baseSchema, data, parseOptions);
  if (parsed.success) return { base: parsed.data, whole: parsed.data, findings: [] };
  // Of another target's file the cloud's keys are not asked for: it is refused for its target.
  const elsewhere = data["target"] === "aks" || data["target"] === "kubeadm";
  const issues = parsed.error.issues.filter(
    (issue) => !(elsewhere && issue.path[0] === "aws" && data["aws"] === undefined),
  );
  const base = Object.fromEntries(
    Object.entries(baseSchema.shape).flatMap(([key, schema]) => {
      const field = parseSection(schema, data[key]);
      return field.success && field.data !== undefined ? [[key, field.data]] : [];
    }),
  ) as Partial<BaseFile>;
  return { base, findings: describeIssues(issues, { schema: baseSchema, data, base: [], written }) };
}

/** What is missing is filled with what does no harm: the file is refused anyway, and the sections can be read. */
function factsOf(base: Partial<BaseFile>, { file, protected: asked }: InterpretOptions): EnvironmentFacts {
  const { name = "unnamed", owner = "nobody", profile = "minimal", target = "eks" } = base;
  return {
    name,
    target,
    profile,
    protected: asked ?? base.protected ?? profile !== "minimal",
    region: base.aws?.region ?? "eu-west-1",
    account: base.aws?.account ?? "000000000000",
    owner,
    tags: { ...base.tags, ...ownTags({ name, owner }) },
    file,
  };
}

function findUnknownKeys(
  data: Readonly<Record<string, unknown>>,
  components: readonly Component[],
): readonly Finding[] {
  const byName = new Map(components.map((component) => [component.name, component]));
  const known = [...Object.keys(baseSchema.shape), ...byName.keys()];
  const unknown = Object.keys(data).flatMap((key) => {
    const component = byName.get(key);
    if (component) return unknownKeys([component.schema], data[key], [key]);
    const field = (
      baseSchema.shape as Readonly<Record<string, (typeof baseSchema.shape)[keyof typeof baseSchema.shape]>>
    )[key];
    return field ? unknownKeys([field], data[key], [key]) : [{ path: [], key, known }];
  });
  return unknown.map(({ path, key, known: allowed }): Finding => {
    const meant = nearest(key, allowed);
    return {
      path: [...path, key],
      at: "key",
      code: "ENV_UNKNOWN_KEY",
      message: `The key '${key}' is not known${path.length > 0 ? ` in '${formatPath(path)}'` : ""}.`,
      remedy: `${meant ? `Did you mean '${meant}'? ` : ""}Known are: ${[...allowed].sort().join(", ")}.`,
    };
  });
}
