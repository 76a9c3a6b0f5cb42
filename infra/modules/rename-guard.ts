/**
 * A renamed database or pool would be a new one beside the destruction of the old. Where one name vanishes from a list and
 * another appears, the file must say whether that is a rename; otherwise synth refuses it where the state can be read, and
 * the plan refuses it everywhere.
 */
import { TerraformResource } from "cdktf";
import { setSource, sourceOf } from "../../src/constructs/kit/cdktf/source";
import { TerraformData } from "../../src/constructs/kit/cdktf/terraform-data";
import { JangadaError, type Problem } from "../../src/errors";
import type { EnvironmentStack } from "./environment-stack";
import type { PreviousResource } from "./previous-state";
import { NAMED_TAG } from "./stamp-source";

export function guardRenames(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  const configured = namedPaths(stack);
  const existing = previous
    .map((resource) => (resource.attributes["tags_all"] as Record<string, string> | null | undefined)?.[NAMED_TAG])
    .filter((name) => name !== undefined);
  const problems = undeclaredRenames(configured, existing, stack);
  if (problems.length > 0) throw new JangadaError(problems);
  if (configured.length > 0) addPlanPrecondition(stack, configured);
}

/** The paths of the named things that this stack makes, sorted. */
function namedPaths(stack: EnvironmentStack): readonly string[] {
  const paths = stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter((resource) => stack.target.namedTypes.includes(resource.terraformResourceType))
    .map((resource) => sourceOf(resource)?.path)
    .filter((path) => path !== undefined);
  return [...new Set(paths)].sort();
}

function undeclaredRenames(
  configured: readonly string[],
  existing: readonly string[],
  stack: EnvironmentStack,
): Problem[] {
  const moved = new Set(stack.environment.moved.map((move) => move.from));
  const removed = [...new Set(existing)].filter((name) => !configured.includes(name) && !moved.has(name));
  const added = configured.filter((name) => !existing.includes(name));
  return added.flatMap((name): Problem[] => {
    const candidates = removed.filter((other) => listOf(other) === listOf(name));
    const isDeclared = stack.environment.moved.some((move) => move.to === name);
    if (candidates.length === 0 || isDeclared) return [];
    return [
      {
        code: "RENAMED_WITHOUT_MOVED",
        message: `'${name}' is new while ${candidates.map((other) => `'${other}'`).join(", ")} is gone: as it stands, the one is destroyed and the other made.`,
        place: { file: stack.environment.file, path: name, ...stack.environment.locate(name) },
        remedy:
          `If it was renamed, add to the file: moved: [{from: ${candidates[0]}, to: ${name}}]. ` +
          `If they are different things, deploy the removal first and the addition after.`,
      },
    ];
  });
}

/** The same rule as a precondition, from what the cloud says exists. */
function addPlanPrecondition(stack: EnvironmentStack, configured: readonly string[]): void {
  const existing = stack.target.existingNames(stack);
  const moved = stack.environment.moved.map((move) => move.from);
  const movedTo = stack.environment.moved.map((move) => move.to);
  const lists = [...new Set(configured.map(listOf))].sort();
  const guard = new TerraformData(stack, "names", {
    input: configured,
    lifecycle: {
      precondition: lists.map((list) => {
        const names = configured.filter((name) => listOf(name) === list);
        const removed = `setsubtract([for name in ${existing} : name if startswith(name, "${list}.")], ${toSet([...names, ...moved])})`;
        const added = `setsubtract(${toSet(names.filter((name) => !movedTo.includes(name)))}, ${existing})`;
        return {
          condition: `\${length(${removed}) == 0 || length(${added}) == 0}`,
          errorMessage:
            `In '${list}', \${join(", ", ${removed})} is gone from ${stack.environment.file} while \${join(", ", ${added})} is new: ` +
            `the one would be destroyed and the other made. If it was renamed, say so under 'moved'; if they are different things, ` +
            `deploy the removal first and the addition after.`,
        };
      }),
    },
  });
  setSource(guard, { file: stack.environment.file, path: lists.join(", ") });
}

function toSet(names: readonly string[]): string {
  return `toset(${JSON.stringify(names)})`;
}

/** `databases` of `databases.orders`, `cluster.pools` of `cluster.pools.general`. */
function listOf(path: string): string {
  return path.slice(0, path.lastIndexOf("."));
}
