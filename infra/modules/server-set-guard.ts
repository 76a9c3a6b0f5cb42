/**
 * Servers that spread each object over a set of a fixed number: with another number none of them starts, and no object is read. Refused at
 * synth where the state can be read.
 */
import { TerraformResource } from "cdktf";
import { SET_SIZE_ANNOTATION } from "../../src/constructs/object-storage/cluster/minio/names";
import { JangadaError, type Problem } from "../../src/errors";
import type { EnvironmentStack } from "./environment-stack";
import type { PreviousResource } from "./previous-state";
import { parsedValues } from "./release-values";

const RELEASE = "helm_release";

/** @throws JangadaError OBJECT_SERVERS_FIXED. */
export function guardServerSets(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  const deployed = new Map(
    previous.flatMap(({ type, attributes: { name, values } }) => {
      const size = type === RELEASE ? setSizeOf(values) : undefined;
      return size === undefined ? [] : [[name, size] as const];
    }),
  );
  if (deployed.size === 0) return;
  const problems = stack.node.findAll().flatMap((construct): Problem[] => {
    if (!TerraformResource.isTerraformResource(construct) || construct.terraformResourceType !== RELEASE) return [];
    const { nameInput, valuesInput } = construct as { readonly nameInput?: unknown; readonly valuesInput?: unknown };
    const [has, wanted] = [deployed.get(nameInput), setSizeOf(valuesInput)];
    if (has === undefined || wanted === undefined || has === wanted) return [];
    const path = "objectServers.servers";
    return [
      {
        code: "OBJECT_SERVERS_FIXED",
        message: `A set of MinIO's has ${has} servers, and would have ${wanted}: none of them would start.`,
        place: { file: stack.environment.file, path, ...stack.environment.locate(path) },
        remedy: `Write ${has} again. It grows by whole sets (\`minio.pools\`), and by larger volumes (\`storage\`).`,
      },
    ];
  });
  if (problems.length > 0) throw new JangadaError(problems);
}

/** Undefined of releases without such servers. Values can be megabytes: what does not name it is not read. */
function setSizeOf(values: unknown): string | undefined {
  const [text] = Array.isArray(values) ? (values as readonly unknown[]) : [];
  if (typeof text !== "string" || !text.includes(SET_SIZE_ANNOTATION)) return undefined;
  const { objects = [] } = (parsedValues(text) ?? {}) as { readonly objects?: readonly Annotated[] };
  return objects.map(({ metadata }) => metadata?.annotations?.[SET_SIZE_ANNOTATION]).find((size) => size !== undefined);
}

interface Annotated {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}
