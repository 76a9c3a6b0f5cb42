/** Checks of the environment file's own keys, across fields. */
import { awsRegions } from "../targets/eks/regions";
import type { Finding } from "./finding";
import type { BaseFile } from "./file-schema";
import { nearest } from "./nearest";
import { isMap } from "./schema-walk";

const REGIONS = Object.keys(awsRegions).sort();

/** Set on everything, from the file itself. */
export function ownTags(base: Pick<BaseFile, "name" | "owner">): Readonly<Record<string, string>> {
  return { environment: base.name, owner: base.owner, managedBy: "jangada" };
}

/** AWS tells tags of IAM apart without case; 50 is its limit, and the project adds some of its own. */
const MAX_TAGS = 40;

/** `base` holds those keys that are right in themselves. */
/** @param written the file as it stands: what is wrong in one field of a block must not hide what is wrong in another */
export function checkBase(
  base: Partial<BaseFile>,
  folder: string | undefined,
  written: Readonly<Record<string, unknown>>,
): readonly Finding[] {
  return [...checkName(base, folder), ...checkTarget(base), ...checkRegions(written), ...checkTags(base)];
}

/** What is doubtful, but can be meant. */
export function baseWarnings(base: Partial<BaseFile>, isProtected: boolean): readonly Finding[] {
  if (!isProtected || base.state?.backend !== "local") return [];
  return [
    {
      path: ["state"],
      code: "ENV_STATE_LOCAL",
      message:
        "A protected environment keeps its state on one machine, where nobody else can use it and nobody backs it up.",
      remedy: "Name an S3 bucket: `state: {backend: s3, bucket: …}`.",
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

function checkTarget({ target }: Partial<BaseFile>): readonly Finding[] {
  if (target === undefined || target === "eks") return [];
  return [
    {
      path: ["target"],
      code: "ENV_TARGET_UNSUPPORTED",
      message: `The target '${target}' is known, but this version does not serve it yet.`,
      remedy: "This version serves `target: eks` only.",
    },
  ];
}

function checkRegions(written: Readonly<Record<string, unknown>>): readonly Finding[] {
  return ["aws", "state"].flatMap((block) => checkRegion([block, "region"], textIn(written[block], "region")));
}

function textIn(block: unknown, key: string): string | undefined {
  const value = isMap(block) && Object.hasOwn(block, key) ? block[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

function checkRegion(path: readonly string[], region: string | undefined): readonly Finding[] {
  if (region === undefined || REGIONS.includes(region)) return [];
  const meant = nearest(region, REGIONS);
  return [
    {
      path,
      code: "ENV_REGION_UNKNOWN",
      message: `There is no AWS region '${region}' in the catalog.`,
      remedy: `${meant ? `Did you mean '${meant}'? ` : ""}Known are: ${REGIONS.join(", ")}.`,
    },
  ];
}

function checkTags({ tags, owner, name }: Partial<BaseFile>): readonly Finding[] {
  const keys = Object.keys(tags ?? {});
  const own = Object.keys(ownTags({ name: name ?? "", owner: owner ?? "" }));
  const findings = keys.flatMap((key, index): readonly Finding[] => {
    const same = (other: string): boolean => other.toLowerCase() === key.toLowerCase();
    if (own.some(same)) {
      return [
        {
          path: ["tags", key],
          at: "key",
          code: "ENV_TAG_RESERVED",
          message: `The tag '${key}' is set by the project.`,
          remedy: `Remove it; ${own.join(", ")} come from the file's own keys.`,
        },
      ];
    }
    const twin = keys.slice(0, index).find(same);
    if (twin === undefined) return [];
    return [
      {
        path: ["tags", key],
        at: "key",
        code: "ENV_TAG_TWICE",
        message: `The tags '${twin}' and '${key}' differ only in case, which IAM does not tell apart.`,
        remedy: "Keep one.",
      },
    ];
  });
  if (keys.length <= MAX_TAGS) return findings;
  return [
    ...findings,
    {
      path: ["tags"],
      code: "ENV_TAGS_TOO_MANY",
      message: `There are ${keys.length} tags; a resource can carry 50, some of them the project's own.`,
      remedy: `Keep ${MAX_TAGS}.`,
    },
  ];
}
