/**
 * What needs a newer azurerm than the one of the bindings. The file raises the version (`azure.provider`); nothing is left out in
 * silence where it does not. Loads no cdktf: sections check by it, too.
 */
import type { IConstruct } from "constructs";
import { PROVIDERS } from "../../../catalog/providers";
import { JangadaError, type Problem } from "../../../errors";

/** What came with a newer version. */
export interface NewerFeature {
  /** The first version that has it. */
  readonly since: string;
  /** What it is, as the beginning of a sentence. */
  readonly title: string;
}

const ALLOWED = Symbol.for("jangada.azurermVersion");

/** Whether azurerm is of a version or newer. @param allowed What the file allows. @default the version of the bindings */
export function providerAtLeast(floor: string, allowed: string = PROVIDERS.azurerm.version): boolean {
  // Loaded here: files of any target are checked without.
  const gte = require("semver/functions/gte") as typeof import("semver/functions/gte");
  return gte(allowed, floor);
}

/** What is wrong where something needs a newer version than is allowed; nothing else is. */
export function providerTooOld(
  { since: floor, title: feature }: NewerFeature,
  allowed: string = PROVIDERS.azurerm.version,
): Required<Pick<Problem, "code" | "message" | "remedy">> | undefined {
  if (providerAtLeast(floor, allowed)) return undefined;
  return {
    code: "AZURE_PROVIDER_TOO_OLD",
    message: `${feature} needs azurerm ${floor}; this environment runs with ${allowed}.`,
    remedy: `Write 'azure.provider: "${floor}"', or a newer version 4, at the top of the file, or leave it out.`,
  };
}

/** Lets everything below a scope use a version; the stack's pin has to be raised with it. */
export function allowProvider(scope: IConstruct, version: string): void {
  Object.defineProperty(scope, ALLOWED, { value: version, configurable: true });
}

/** The version that is allowed where a construct stands. */
export function allowedProvider(scope: IConstruct): string {
  const [nearest] = [...scope.node.scopes]
    .reverse()
    .flatMap((ancestor) => (ancestor as { [ALLOWED]?: string })[ALLOWED] ?? []);
  return nearest ?? PROVIDERS.azurerm.version;
}

/**
 * Refuses a construct that needs a newer version.
 * @throws JangadaError AZURE_PROVIDER_TOO_OLD
 */
export function requireProvider(scope: IConstruct, feature: NewerFeature): void {
  const problem = providerTooOld(feature, allowedProvider(scope));
  if (problem) throw new JangadaError({ ...problem, place: { construct: scope.node.path } });
}
