/** Checks of the environment file's own keys, across fields. */
import type { RegionFacts, TargetFacts } from "../model/target-facts";
import type { Finding } from "./finding";
import { type BaseFile, TARGETS } from "./file-schema";
import { nearest } from "./nearest";
import { isMap } from "./schema-walk";
import { blockKeys } from "./target-fields";

/** Tags that every resource gets, from the file's name and owner. */
export function ownTags(base: Pick<BaseFile, "name" | "owner">): Readonly<Record<string, string>> {
  return { environment: base.name, owner: base.owner, managedBy: "jangada" };
}

/** Tags that the project itself adds to some resources: the file may use so many fewer than the cloud allows. */
const OWN_TAGS = 10;

export interface BaseContext {
  readonly folder: string | undefined;
  /** The file as it stands: what is wrong in one field of a block must not hide what is wrong in another. */
  readonly written: Readonly<Record<string, unknown>>;
  /** The targets that this version serves. */
  readonly targets: readonly TargetFacts[];
  /** The target that the environment is deployed to; undefined if this version does not serve it. */
  readonly chosen: TargetFacts | undefined;
  /** The target that `--target` names, in place of the file's; undefined without. */
  readonly requestedTarget: string | undefined;
}

/** `base` holds those keys that are right in themselves. */
export function checkBase(base: Partial<BaseFile>, context: BaseContext): readonly Finding[] {
  return [
    ...checkName(base, context.folder),
    ...checkTarget(base, context),
    ...checkRegions(context),
    ...checkAdmins(context),
    ...checkTags(base, context.chosen),
  ];
}

/** What is doubtful, but can be meant. */
export function baseWarnings(
  base: Partial<BaseFile>,
  isProtected: boolean,
  chosen: TargetFacts | undefined,
): readonly Finding[] {
  const shared = chosen?.stateBackends[0];
  if (!isProtected || base.state?.backend !== "local" || !shared) return [];
  return [
    {
      path: ["state"],
      code: "ENV_STATE_LOCAL",
      message:
        "A protected environment keeps its state on one machine, where nobody else can use it and nobody backs it up.",
      remedy: `Name a place that all share (${shared.title}): \`${shared.example}\`.`,
    },
  ];
}

function checkName({ name }: Partial<BaseFile>, folder: string | undefined): readonly Finding[] {
  if (name === undefined || folder === undefined || folder === name) return [];
  return [
    {
      path: ["name"],
      code: "ENV_NAME_FOLDER",
      message: `'name' is '${name}', but the file is in the folder '${folder}'.`,
      remedy: `Write \`name: ${folder}\`, or rename the folder.`,
    },
  ];
}

function checkTarget(
  { target }: Partial<BaseFile>,
  { targets, chosen, requestedTarget }: BaseContext,
): readonly Finding[] {
  const name = requestedTarget ?? target;
  if (name === undefined || chosen) return [];
  const known = TARGETS.some((one) => one === name);
  const served = targets.map((facts) => `\`target: ${facts.name}\``);
  return [
    {
      path: ["target"],
      code: "ENV_TARGET_UNSUPPORTED",
      message: `${known ? `The target '${name}' is known, but this version does not serve it yet` : `There is no target '${name}'`}${requestedTarget === undefined ? "" : ", which was asked for in place of the file's"}.`,
      remedy: `This version serves ${served.join(", ")}${served.length === 1 ? " only" : ""}.`,
    },
  ];
}

/** Of a target that is not chosen, nobody asks whether its region exists. */
function checkRegions({ written, targets, chosen }: BaseContext): readonly Finding[] {
  const backend = textIn(written["state"], "backend");
  const ofState = targets.flatMap((facts) =>
    facts.stateBackends
      .filter(({ name }) => name === backend)
      .flatMap(({ regionFields }) => regionFields.map((field) => [["state", field], facts] as const)),
  );
  const places = [...(chosen ? [[[chosen.block, blockKeys(chosen).region], chosen] as const] : []), ...ofState];
  return places.flatMap(([path, { region }]) =>
    checkRegion(path, textIn(written[path[0] as string], path[1] as string), region),
  );
}

function textIn(block: unknown, key: string): string | undefined {
  const value = isMap(block) && Object.hasOwn(block, key) ? block[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

function checkRegion(
  path: readonly string[],
  region: string | undefined,
  { known, title }: RegionFacts,
): readonly Finding[] {
  if (region === undefined || known === undefined || Object.hasOwn(known, region)) return [];
  const names = Object.keys(known).sort();
  const suggestion = nearest(region, names);
  return [
    {
      path,
      code: "ENV_REGION_UNKNOWN",
      message: `There is no ${title} '${region}' in the catalog.`,
      remedy: `${suggestion ? `Did you mean '${suggestion}'? ` : ""}Known are: ${names.join(", ")}.`,
    },
  ];
}

/** A principal of another account can be let in; that is nearly always a file copied from elsewhere. */
function checkAdmins({ written, chosen }: BaseContext): readonly Finding[] {
  const block = chosen && written[chosen.block];
  const { principal } = chosen ?? {};
  const admins = isMap(block) ? block["admins"] : undefined;
  const account = chosen && textIn(block, blockKeys(chosen).account);
  // An account of a wrong form is reported by the schema already.
  const known = account !== undefined && chosen?.account?.pattern.test(account) === true;
  if (!chosen || !principal || !Array.isArray(admins)) return [];
  return admins.flatMap((admin: unknown, index): readonly Finding[] => {
    if (typeof admin !== "string" || !principal.pattern.test(admin)) return [];
    const path = [chosen.block, "admins", index];
    const of = principal.accountOf(admin);
    return [
      ...(admins.indexOf(admin) === index
        ? []
        : [{ path, code: "ENV_ADMIN_TWICE", message: `'${admin}' is named twice.`, remedy: "Keep one." }]),
      ...(of === undefined || !known || of === account
        ? []
        : [
            {
              path,
              code: "ENV_ADMIN_OF_OTHER_ACCOUNT",
              message: `'${admin}' is not of the environment's account ${account}.`,
              remedy: "Name a role of the environment's account; people of others take that role on.",
            },
          ]),
    ];
  });
}

function checkTags({ tags, owner, name }: Partial<BaseFile>, chosen: TargetFacts | undefined): readonly Finding[] {
  const keys = Object.keys(tags ?? {});
  const ownKeys = Object.keys(ownTags({ name: name ?? "", owner: owner ?? "" }));
  const findings = keys.flatMap((key, index): readonly Finding[] => {
    const isSameKey = (other: string): boolean => other.toLowerCase() === key.toLowerCase();
    if (ownKeys.some(isSameKey)) {
      return [
        {
          path: ["tags", key],
          at: "key",
          code: "ENV_TAG_RESERVED",
          message: `The tag '${key}' is set by the project.`,
          remedy: `Remove it; ${ownKeys.join(", ")} come from the file's own keys.`,
        },
      ];
    }
    const duplicate = keys.slice(0, index).find(isSameKey);
    if (duplicate === undefined || chosen?.tags.caseInsensitive === undefined) return [];
    return [
      {
        path: ["tags", key],
        at: "key",
        code: "ENV_TAG_TWICE",
        message: `The tags '${duplicate}' and '${key}' differ only in case, which ${chosen.tags.caseInsensitive} does not tell apart.`,
        remedy: "Keep one.",
      },
    ];
  });
  const maxTags = chosen?.tags.maxCount;
  if (maxTags === undefined || keys.length <= maxTags - OWN_TAGS) return findings;
  return [
    ...findings,
    {
      path: ["tags"],
      code: "ENV_TAGS_TOO_MANY",
      message: `There are ${keys.length} tags; a resource can carry ${maxTags}, some of them the project's own.`,
      remedy: `Keep ${maxTags - OWN_TAGS}.`,
    },
  ];
}
