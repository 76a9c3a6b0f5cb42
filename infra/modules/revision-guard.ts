/**
 * A revision of passwords is never lowered: what applications log in with would be taken from them. Refused at synth where the
 * state can be read, which a rehearsal's and a review's always can; elsewhere the Job on the server refuses it.
 */
import { TerraformResource } from "cdktf";
import { sourceOf } from "../../src/constructs/kit/cdktf/source";
import { JangadaError, type Problem } from "../../src/errors";
import type { EnvironmentStack } from "./environment-stack";
import type { PreviousResource } from "./previous-state";

/** Type of the resource in which `PostgresSqlJob` records the revision that is deployed. */
const CONFIG_MAP = "kubernetes_config_map_v1";

/** @throws JangadaError PASSWORD_REVISION_LOWERED. */
export function guardRevisions(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  const deployedRevisions = new Map(
    previous
      .filter(({ type }) => type === CONFIG_MAP)
      .map(({ attributes }) => [nameOf(attributes["metadata"]), revisionOf(attributes["data"])]),
  );
  const problems = stack.node.findAll().flatMap((construct): Problem[] => {
    if (!TerraformResource.isTerraformResource(construct) || construct.terraformResourceType !== CONFIG_MAP) return [];
    const { metadataInput, dataInput } = construct as {
      readonly metadataInput?: unknown;
      readonly dataInput?: unknown;
    };
    const [before, wanted] = [deployedRevisions.get(nameOf(metadataInput)), revisionOf(dataInput)];
    if (before === undefined || wanted === undefined || wanted >= before) return [];
    const path = `${sourceOf(construct)?.path ?? "databases"}.passwordRevision`;
    return [
      {
        code: "PASSWORD_REVISION_LOWERED",
        message: `'passwordRevision' is ${wanted}, but ${before} is deployed: applications log in with users of that revision.`,
        place: { file: stack.environment.file, path, ...stack.environment.locate(path) },
        remedy: `Write ${before}, or ${before + 1} to give every service new passwords.`,
      },
    ];
  });
  if (problems.length > 0) throw new JangadaError(problems);
}

/** The name in `metadata`, which is a block in the configuration, and a list of one block in a state. */
function nameOf(metadata: unknown): unknown {
  const block = (Array.isArray(metadata) ? metadata[0] : metadata) as { readonly name?: unknown } | undefined;
  return block?.name;
}

function revisionOf(data: unknown): number | undefined {
  const revision = Number((data as { readonly passwordRevision?: unknown } | null | undefined)?.passwordRevision);
  return Number.isInteger(revision) ? revision : undefined;
}
