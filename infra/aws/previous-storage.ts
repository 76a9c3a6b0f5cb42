/**
 * Refuses, at synth, what RDS would refuse of a server's storage after everything else was changed: a ceiling below what it has. A lower
 * `storage` is no such thing: RDS lets storage grow by itself, so what a server has is mostly more than what the file began with, and the
 * provider takes a lower number for no change as long as the ceiling is above it.
 */
import { TerraformResource } from "cdktf";
import { sourceOf } from "../../src/constructs/kit/cdktf/source";
import { JangadaError, type Problem } from "../../src/errors";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PreviousResource } from "../modules/previous-state";

const SERVER = "aws_db_instance";

/** @throws JangadaError DATABASE_STORAGE_SHRINKS. */
export function checkPreviousStorage(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  const deployed = new Map(
    previous
      // A read replica has what its source has.
      .filter(({ type, attributes }) => type === SERVER && !attributes["replicate_source_db"])
      .map(({ attributes }) => [attributes["identifier"], attributes["allocated_storage"]]),
  );
  if (deployed.size === 0) return;
  // Only who has servers loads what is known of them.
  const { rdsLeastCeiling } =
    require("../../src/constructs/postgres-db/aws/rds-facts") as typeof import("../../src/constructs/postgres-db/aws/rds-facts");
  const problems = stack.node.findAll().flatMap((construct): Problem[] => {
    if (!TerraformResource.isTerraformResource(construct) || construct.terraformResourceType !== SERVER) return [];
    const { identifierInput, maxAllocatedStorageInput: most } = construct as {
      readonly identifierInput?: unknown;
      readonly maxAllocatedStorageInput?: unknown;
    };
    const has = deployed.get(identifierInput);
    if (typeof has !== "number" || typeof most !== "number" || most > has) return [];
    const path = `${sourceOf(construct)?.path ?? "databases"}.maxStorage`;
    return [
      {
        code: "DATABASE_STORAGE_SHRINKS",
        message: `The server '${String(identifierInput)}' has ${has} GiB of storage, and could grow to ${most}: storage never shrinks.`,
        place: { file: stack.environment.file, path, ...stack.environment.locate(path) },
        remedy: `Write \`maxStorage: ${rdsLeastCeiling(has)}\` or more.`,
      },
    ];
  });
  if (problems.length > 0) throw new JangadaError(problems);
}
