/**
 * A volume of Kubernetes' never shrinks: its claim refuses it, or the operator does, and every later change with it. Refused at synth
 * where the state can be read, which a rehearsal's and a review's always can; elsewhere a review tells it, from what the base says.
 */
import { isDeepStrictEqual } from "node:util";
import { TerraformResource } from "cdktf";
import { sourceOf } from "../../src/constructs/kit/cdktf/source";
import { JangadaError, type Problem } from "../../src/errors";
import { volumeBytes } from "../../src/model/volume-size";
import type { EnvironmentStack } from "./environment-stack";
import type { PreviousResource } from "./previous-state";
import { parsedValues } from "./release-values";

const RELEASE = "helm_release";

/** Where claims say how much they ask for: Kubernetes' own, and what charts and operators make claims of. */
const CLAIMED = /(?:^|\.)(?:requests\.storage|persistence\.(?:storage|size)|(?:storage|walStorage)\.size)$/;

/** What a text must hold to be read at all. */
const MENTIONED = /\b(?:storage|size)\b/;

/** @throws JangadaError VOLUME_SHRINKS. */
export function guardVolumes(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  const deployed = new Map(
    previous.filter(({ type }) => type === RELEASE).map(({ attributes }) => [attributes["name"], attributes["values"]]),
  );
  if (deployed.size === 0) return;
  const problems = stack.node.findAll().flatMap((construct): Problem[] => {
    if (!TerraformResource.isTerraformResource(construct) || construct.terraformResourceType !== RELEASE) return [];
    const { nameInput, valuesInput } = construct as { readonly nameInput?: unknown; readonly valuesInput?: unknown };
    // Values can be megabytes: what is the same is not read.
    if (isDeepStrictEqual(deployed.get(nameInput), valuesInput)) return [];
    const before = volumesOf(deployed.get(nameInput));
    if (before.size === 0) return [];
    return [...volumesOf(valuesInput)].flatMap(([at, wanted]): Problem[] => {
      const has = before.get(at);
      if (has === undefined || !((volumeBytes(wanted) ?? NaN) < (volumeBytes(has) ?? NaN))) return [];
      const path = sourceOf(construct)?.path ?? "";
      return [
        {
          code: "VOLUME_SHRINKS",
          message: `'${String(nameInput)}' has volumes of ${has}, and would have ${wanted} (${at}): a volume grows, and never shrinks.`,
          place: { file: stack.environment.file, path, ...stack.environment.locate(path) },
          remedy: `Write as much as ${has} again. For smaller ones make another beside it, carry over what is to stay, and take this one out.`,
        },
      ];
    });
  });
  if (problems.length > 0) throw new JangadaError(problems);
}

/** What the values of a release ask for, by their paths. Texts that are no values, and what only Terraform knows, ask for nothing. */
function volumesOf(values: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of Array.isArray(values) ? (values as readonly unknown[]) : []) {
    if (typeof text === "string" && MENTIONED.test(text)) collect(parsedValues(text), "", found);
  }
  return found;
}

function collect(value: unknown, path: string, found: Map<string, string>): void {
  if (typeof value === "string" && CLAIMED.test(path) && volumeBytes(value) !== undefined) found.set(path, value);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    // Objects of a list by their names: their order says nothing.
    const name = Array.isArray(value) ? (nameOf(inner) ?? key) : key;
    collect(inner, path === "" ? name : `${path}.${name}`, found);
  }
}

function nameOf(value: unknown): string | undefined {
  const { kind, metadata, name } = (value ?? {}) as {
    readonly kind?: unknown;
    readonly metadata?: { readonly name?: unknown };
    readonly name?: unknown;
  };
  if (typeof kind === "string" && typeof metadata?.name === "string") return `${kind} ${metadata.name}`;
  return typeof name === "string" ? name : undefined;
}
