/**
 * The compatibility guard: do the versions that one environment brings together work with each other? The ranges are the
 * catalog's; each names its source.
 */
import { type ChartPin, charts } from "./charts";
import type { ClosedProject } from "./closed";
import { eksAddons } from "./eks-addons";
import { MINIO_CLOSED } from "./minio";
import { POSTGRES_MAJORS } from "./postgres";

/** A version in use, and where it comes from. */
export interface UsedVersion {
  readonly kind: "kubernetes" | "chart" | "add-on" | "postgres" | "image";
  /** Key of a chart, add-on or image; of the others the same as the kind. */
  readonly name: string;
  /** Kubernetes minor or PostgreSQL major; charts and add-ons are pinned by the catalog. */
  readonly version?: string;
  readonly path: readonly (string | number)[];
}

export interface Incompatibility {
  /** What has to change: the place that the finding points at. */
  readonly use: UsedVersion;
  readonly message: string;
  readonly remedy: string;
}

/** What the guard compares with. */
export interface CompatibilityCatalog {
  readonly charts: { readonly [name: string]: Pick<ChartPin, "version" | "kubernetes"> };
  /** Pinned add-ons by Kubernetes minor. @default the catalog's */
  readonly addOns?: { readonly [minor: string]: { readonly [name: string]: string } };
  /** @default the catalog's */
  readonly postgresMajors?: readonly string[];
}

const CATALOG: CompatibilityCatalog = { charts };

/** By the keys of images and charts. */
const CLOSED: Readonly<Record<string, ClosedProject>> = { minio: MINIO_CLOSED };

/** What of the versions in use nobody mends any more. It works all the same: whoever takes it is to know. */
export function checkClosed(
  uses: readonly UsedVersion[],
  closed: Readonly<Record<string, ClosedProject>> = CLOSED,
): readonly Incompatibility[] {
  return uses.flatMap((use) => {
    const found = use.kind === "image" || use.kind === "chart" ? closed[use.name] : undefined;
    if (!found) return [];
    const { title, since, what, source, instead } = found;
    return [
      {
        use,
        message: `${title} is closed since ${since}: ${what} (${source}).`,
        remedy: `Take ${instead}. The warning stays for as long as it is in use.`,
      },
    ];
  });
}

/** Everything that does not work together, in the order of `uses`. */
export function checkCompatibility(
  uses: readonly UsedVersion[],
  catalog: CompatibilityCatalog = CATALOG,
): readonly Incompatibility[] {
  const names = (kind: UsedVersion["kind"]): readonly string[] => [
    ...new Set(uses.filter((use) => use.kind === kind).map((use) => use.name)),
  ];
  const installed = names("chart");
  const addOns = names("add-on");
  return uses.flatMap((use) => {
    if (use.version === undefined) return [];
    if (use.kind === "kubernetes") {
      return [
        ...checkMinor(use, use.version, installed, catalog),
        ...checkAddOns(use, use.version, addOns, catalog.addOns ?? eksAddons),
      ];
    }
    if (use.kind === "postgres") return checkPostgres(use, use.version, catalog.postgresMajors ?? POSTGRES_MAJORS);
    return [];
  });
}

function checkAddOns(
  use: UsedVersion,
  minor: string,
  names: readonly string[],
  pins: NonNullable<CompatibilityCatalog["addOns"]>,
): readonly Incompatibility[] {
  const has = (known: string, name: string): boolean => pins[known]?.[name] !== undefined;
  const missing = names.filter((name) => !has(minor, name));
  if (missing.length === 0) return [];
  const complete = Object.keys(pins).filter((known) => names.every((name) => has(known, name)));
  return [
    {
      use,
      message: `For Kubernetes ${minor} no version is pinned of the add-on${missing.length > 1 ? "s" : ""} ${missing.join(", ")}.`,
      remedy: `Choose one of: ${complete.join(", ") || "none; pin the add-ons in the catalog"}.`,
    },
  ];
}

function checkPostgres(use: UsedVersion, major: string, majors: readonly string[]): readonly Incompatibility[] {
  if (majors.includes(major)) return [];
  return [
    { use, message: `PostgreSQL ${major} is not in the catalog.`, remedy: `Choose one of: ${majors.join(", ")}.` },
  ];
}

function checkMinor(
  use: UsedVersion,
  minor: string,
  installed: readonly string[],
  catalog: CompatibilityCatalog,
): readonly Incompatibility[] {
  const refusing = installed.flatMap((name) => {
    const pin = catalog.charts[name];
    return pin && !isInRange(minor, pin.kubernetes) ? [{ name, ...pin }] : [];
  });
  if (refusing.length === 0) return [];
  const common = commonRange(installed.flatMap((name) => catalog.charts[name]?.kubernetes ?? []));
  return [
    {
      use,
      message: `Kubernetes ${minor} is not supported by ${refusing.map((pin) => `${pin.name} ${pin.version} (${rangeText(pin.kubernetes)})`).join(", ")}.`,
      remedy: common
        ? `Choose a minor that all charts of this environment support: ${common}.`
        : "No minor is supported by all charts of this environment: raise the older ones in the catalog.",
    },
  ];
}

type Range = ChartPin["kubernetes"];

function isInRange(minor: string, range: Range): boolean {
  const number = minorNumber(minor);
  return number >= minorNumber(range.from) && (range.to === undefined || number <= minorNumber(range.to));
}

/** `1.33 to 1.36`, of all ranges together; undefined if they have nothing in common. */
function commonRange(ranges: readonly Range[]): string | undefined {
  const from = Math.max(...ranges.map((range) => minorNumber(range.from)));
  const to = Math.min(...ranges.map((range) => (range.to === undefined ? Infinity : minorNumber(range.to))));
  return from > to
    ? undefined
    : rangeText({ from: `1.${from}`, source: "", ...(to === Infinity ? {} : { to: `1.${to}` }) });
}

function rangeText(range: Range): string {
  if (range.to === undefined) return `${range.from} and later`;
  return range.from === range.to ? range.from : `${range.from} to ${range.to}`;
}

/** `1.34` as 34; Kubernetes has had one major. NaN, which no range holds, for anything else. */
function minorNumber(minor: string): number {
  const match = /^1\.(\d{1,3})$/.exec(minor);
  return match ? Number(match[1]) : Number.NaN;
}
