/** From the plain data of an environment file to checked sections: unknown keys, defaults, schemas, checks. */
import type { Component, EnvironmentFacts, RenamedField } from "../model/component";
import type { TargetFacts, TextForm } from "../model/target-facts";
import { baseWarnings, checkBase, ownTags } from "./base-checks";
import { guardVersions } from "./compatibility";
import { dependencyFindings } from "./dependencies";
import { checkDeployRanges } from "./deploy-ranges";
import { describeIssues, parseOptions } from "./describe-issue";
import { findDuplicates } from "./duplicates";
import type { EnvironmentParts } from "./environment";
import type { Finding } from "./finding";
import { checkMoves } from "./moved";
import { nearest } from "./nearest";
import { observedIn } from "./observed";
import { parseSection } from "./parse-section";
import { formatPath } from "./path";
import { type BaseFile, fileSchema } from "./file-schema";
import { followsFromRenamed, renamedFindings, withoutRenamed } from "./renamed";
import { isMap, unknownKeys } from "./schema-walk";
import { checkSections, readSection } from "./sections";
import type { SourceMap } from "./source-map";
import { checkTargetBlock, settingsIn } from "./target-block";
import { blockKeys, deployFromSchema, type TargetBlock } from "./target-fields";

export interface InterpretOptions {
  readonly file: string;
  readonly folder?: string;
  readonly components: readonly Component[];
  /** The targets that this version serves. */
  readonly targets: readonly TargetFacts[];
  /** The target that `--target` names, in place of the file's. */
  readonly target?: string;
  /** Former spellings of the file's own keys. */
  readonly renamed: readonly RenamedField[];
  readonly protected?: boolean;
  /** What paths of files in the file are relative to. @default the working directory */
  readonly root?: string;
  /** Whether nothing of the real world is reached. @default false */
  readonly simulated?: boolean;
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

  const { targets } = options;
  const chosen = targets.find(({ name }) => name === (options.target ?? data["target"]));
  const schema = fileSchema(targets, chosen);
  const ownKeys = Object.fromEntries(
    Object.keys(schema.shape)
      .filter((key) => key in data)
      .map((key) => [key, data[key]]),
  );
  const { base, whole: completeBase, findings: baseFindings } = readBase(schema, ownKeys, written);
  const block = chosen ? validFields(chosen, data[chosen.block]) : {};
  const facts = factsOf(base, chosen, block, options);
  const added = chosen?.add?.(data) ?? {};
  const completed: Readonly<Record<string, unknown>> = { ...data, ...added };
  // What the target does not build is filled in for nobody.
  const read = components
    .filter(({ name }) => completed[name] !== undefined || (chosen?.components?.includes(name) ?? true))
    .map((component) => readSection(component, completed[component.name], facts, written));
  const sections: Record<string, unknown> = {};
  for (const section of read) {
    if (section.value !== undefined) sections[section.component.name] = section.value;
  }

  const deployRanges = checkDeployRanges(data, chosen);
  const found: Finding[] = [
    ...findUnknownKeys(schema, data, components),
    ...baseFindings,
    ...deployRanges.findings,
    ...checkBase(base, { folder: options.folder, written: data, targets, chosen, requestedTarget: options.target }),
    ...read.flatMap((section) => section.findings),
  ];
  const warnings: Finding[] = [...baseWarnings(base, facts.protected, chosen), ...deployRanges.warnings];
  const ofBlock = checkTargetBlock(chosen, data, { sections, ...options });
  found.push(...ofBlock.findings);
  warnings.push(...ofBlock.warnings);
  // Without region and profile, a check would complain of what is only missing.
  const canCheckSections =
    base.profile !== undefined &&
    block.region !== undefined &&
    (block.account !== undefined || chosen?.account === undefined);
  found.push(...unbuilt(chosen, components, data));
  if (canCheckSections) {
    const present = read.filter((section) => section.value !== undefined);
    const context = { facts, sections, observed: () => observedIn({ facts, sections }, components) };
    const checked = checkSections(present, context, found.length + renamed.formers.length > 0);
    const placeText = (path: readonly (string | number)[]): string => placeIn(map, path);
    found.push(...checked.findings, ...dependencyFindings(read, { facts, sections }, { data, added, placeText }));
    warnings.push(...checked.warnings);
    // A version that the component's own check has refused is not reported again.
    const refused = new Set(found.map((finding) => formatPath(finding.path)));
    const { incompatible, closed } = guardVersions(present, { facts, sections });
    const guarded = incompatible.filter(({ path }) => !refused.has(formatPath(path)));
    warnings.push(...closed);
    if (base.compatibility === "warn") warnings.push(...guarded);
    else if (base.compatibility !== "off") found.push(...guarded);
  }
  // Renames are checked only if every section is valid: an invalid one does not tell which names it has.
  const readable = read.every(
    ({ component, value, findings: wrong }) =>
      wrong.length === 0 && (value !== undefined || data[component.name] === undefined),
  );
  if (base.moved && readable) {
    found.push(...checkMoves(base.moved, components, sections));
  }
  // A component that looks for duplicates itself knows better what to do about them.
  const reportedPaths = new Set(found.map((finding) => formatPath(finding.path)));
  found.push(...findDuplicates(data, components).filter((finding) => !reportedPaths.has(formatPath(finding.path))));
  const findings = [
    ...renamedFindings(renamed, file, { facts, sections }),
    ...found.filter((finding) => !followsFromRenamed(finding, renamed)),
  ];
  if (!completeBase) return { findings, warnings };
  const { state, compatibility, moved, acknowledge, ignoreDrift } = completeBase;
  return {
    environment: { facts, sections, added, state, compatibility, moved, acknowledge, ignoreDrift },
    findings,
    warnings,
  };
}

type FileSchema = ReturnType<typeof fileSchema>;

/** Sections of components that the chosen target does not have yet; of what every environment stands on, the target itself is the place. */
function unbuilt(
  chosen: TargetFacts | undefined,
  components: readonly Component[],
  data: Readonly<Record<string, unknown>>,
): readonly Finding[] {
  const built = chosen?.components;
  if (!chosen || !built) return [];
  const missing = components.filter(({ name }) => !built.includes(name));
  const written = missing.filter(({ name }) => data[name] !== undefined).map(({ name }) => name);
  const everywhere = missing.filter(
    ({ name, filledIn, provides }) =>
      filledIn === true && data[name] === undefined && (provides?.network ?? provides?.cluster) !== undefined,
  );
  const remedy = `What it builds there: ${built.length === 0 ? "nothing" : built.join(", ")}. Choose another target, or leave out the sections that can be.`;
  const names = everywhere.map(({ name }) => `'${name}'`).join(", ");
  return [
    ...(everywhere.length === 0
      ? []
      : [
          {
            path: ["target"],
            code: "TARGET_CANNOT",
            message: `This version does not build all of an environment on ${chosen.title} yet: ${names}, which every environment has.`,
            remedy,
          },
        ]),
    ...written.map((name): Finding => ({
      path: [name],
      at: "key",
      code: "TARGET_CANNOT",
      message: `This version does not build '${name}' on ${chosen.title} yet.`,
      remedy,
    })),
  ];
}

/** The file's own keys: all of them, if all are right, and in any case each that is right in itself. */
function readBase(
  schema: FileSchema,
  data: Readonly<Record<string, unknown>>,
  written: (path: readonly (string | number)[]) => string | undefined,
): { readonly base: Partial<BaseFile>; readonly whole?: BaseFile; readonly findings: readonly Finding[] } {
  const parsed = parseSection(schema, data, parseOptions);
  if (parsed.success) {
    const whole = parsed.data as unknown as BaseFile;
    return { base: whole, whole, findings: [] };
  }
  const base = Object.fromEntries(
    Object.entries(schema.shape).flatMap(([key, field]) => {
      const value = parseSection(field, data[key]);
      return value.success && value.data !== undefined ? [[key, value.data]] : [];
    }),
  ) as Partial<BaseFile>;
  return { base, findings: describeIssues(parsed.error.issues, { schema, data, base: [], written }) };
}

/** What is right in the chosen target's block: one thing that is wrong in it must not hide what is wrong in the sections. */
function validFields(chosen: TargetFacts, block: unknown): Partial<TargetBlock> {
  const { account, accountDetails = {}, region, fields, principal } = chosen;
  const keys = blockKeys(chosen);
  const written = isMap(block) ? block : {};
  const fits = (value: unknown, form: TextForm | undefined): value is string =>
    typeof value === "string" && form !== undefined && form.pattern.test(value);
  const { [keys.region]: place, [keys.account]: id, admins } = written;
  const isRegionValid =
    typeof place === "string" && (region.known ? Object.hasOwn(region.known, place) : fits(place, region));
  return {
    ...(isRegionValid ? { region: place } : {}),
    ...(fits(id, account) ? { account: id } : {}),
    ...(fields ? settingsIn(fields, written) : {}),
    accountDetails: Object.fromEntries(
      Object.entries(accountDetails).flatMap(([key, form]) => {
        const value = written[key];
        return fits(value, form) ? [[key, value]] : [];
      }),
    ),
    ...validOptions(chosen, written),
    admins: Array.isArray(admins) ? admins.filter((admin): admin is string => fits(admin, principal)) : [],
  };
}

/** What of the block a file may leave out, as far as each is right. */
function validOptions(
  { deployFrom, providerVersion }: TargetFacts,
  { deployFrom: from, provider }: Readonly<Record<string, unknown>>,
): Pick<TargetBlock, "deployFrom" | "provider"> {
  const ranges = deployFrom && deployFromSchema.safeParse(from);
  return {
    ...(ranges?.success ? { deployFrom: ranges.data } : {}),
    ...(typeof provider === "string" && providerVersion?.pattern.test(provider) ? { provider } : {}),
  };
}

/** What is missing is filled with what does no harm: the file is refused anyway, and the sections can be read. */
function factsOf(
  base: Partial<BaseFile>,
  chosen: TargetFacts | undefined,
  block: Partial<TargetBlock>,
  { file, protected: asked, targets }: InterpretOptions,
): EnvironmentFacts {
  const { name = "unnamed", owner = "nobody", profile = "minimal" } = base;
  const assumed = chosen ?? (base.target === undefined ? targets[0] : undefined);
  return {
    name,
    target: assumed?.name ?? base.target ?? "eks",
    profile,
    protected: asked ?? base.protected ?? profile !== "minimal",
    region: block.region ?? assumed?.region.usual ?? "",
    account: block.account ?? assumed?.account?.example ?? "",
    ...(block.settings === undefined ? {} : { settings: block.settings }),
    ...(assumed?.accountDetails ? { accountDetails: completed(assumed.accountDetails, block.accountDetails) } : {}),
    ...(block.deployFrom ? { deployFrom: block.deployFrom } : {}),
    ...(block.provider === undefined ? {} : { providerVersion: block.provider }),
    admins: block.admins ?? [],
    owner,
    tags: { ...base.tags, ...ownTags({ name, owner }) },
    file,
  };
}

function completed(
  forms: Readonly<Record<string, TextForm>>,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(forms).map(([key, { example }]) => [key, given[key] ?? example]));
}

/** Where a key stands, within a sentence; of what the profile filled in, that it did. */
function placeIn(map: SourceMap, path: readonly (string | number)[]): string {
  const mark = map.mark(path);
  return mark ? `line ${(mark.key ?? mark.value).line}` : "which the profile fills in";
}

function findUnknownKeys(
  { shape }: FileSchema,
  data: Readonly<Record<string, unknown>>,
  components: readonly Component[],
): readonly Finding[] {
  const byName = new Map(components.map((component) => [component.name, component]));
  const known = [...Object.keys(shape), ...byName.keys()];
  const unknown = Object.keys(data).flatMap((key) => {
    const component = byName.get(key);
    if (component) return unknownKeys([component.rules().schema], data[key], [key]);
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return field ? unknownKeys([field], data[key], [key]) : [{ path: [], key, known }];
  });
  return unknown.map(({ path, key, known: allowed }): Finding => {
    const suggestion = nearest(key, allowed);
    return {
      path: [...path, key],
      at: "key",
      code: "ENV_UNKNOWN_KEY",
      message: `The key '${key}' is not known${path.length > 0 ? ` in '${formatPath(path)}'` : ""}.`,
      remedy: `${suggestion ? `Did you mean '${suggestion}'? ` : ""}Known are: ${[...allowed].sort().join(", ")}.`,
    };
  });
}
