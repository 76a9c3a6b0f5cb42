/** What every operation of a simulated provider works with. */
import type { Diagnostic, Session } from "../protocol/handlers";
import type { ValueObject } from "../protocol/value";
import type { Faults, Operation } from "../faults";
import type { ProviderSchemaFile, ResourceSchema } from "../../schemas/provider-schema";
import type { World } from "../world/world";
import type { BehaviourContext, ProviderBehaviour, ResourceBehaviour } from "./behaviour";
import { contextOf, realmOf } from "./object-identity";

/** The parts that a provider is put together from. */
export interface ProviderParts {
  readonly schema: ProviderSchemaFile;
  readonly behaviour: ProviderBehaviour;
  readonly world: World;
  readonly faults: Faults;
}

/** One resource type in one connection. */
export interface SimulatedType {
  readonly parts: ProviderParts;
  readonly session: Session;
  readonly type: string;
  readonly schema: ResourceSchema;
  readonly behaviour: ResourceBehaviour | undefined;
}

export const error = (summary: string, detail?: string): Diagnostic => ({ severity: "error", summary, detail });

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");

/** The subject, or why there is none. */
export function simulatedTypeOf(parts: ProviderParts, session: Session, type: string): SimulatedType | Diagnostic {
  const schema = Object.hasOwn(parts.schema.resources, type) ? parts.schema.resources[type] : undefined;
  if (!schema) return unknownType(parts, "resource type", type);
  return { parts, session, type, schema, behaviour: parts.behaviour.resource(type) };
}

export const isSimulatedType = (found: SimulatedType | Diagnostic): found is SimulatedType => "parts" in found;

export function unknownType({ schema }: ProviderParts, kind: string, type: string): Diagnostic {
  return error(
    `The simulated provider ${schema.provider} does not know the ${kind} "${type}".`,
    schema.partial
      ? `Of version ${schema.version} of the provider it carries only what platforms are built of, which this ${kind} is not.`
      : `It simulates version ${schema.version} of the provider, which has no such ${kind}.`,
  );
}

export function contextFor({ parts, session, type }: SimulatedType, attributes: ValueObject): BehaviourContext {
  return contextOf(parts.world, session, type, realmOf(parts.behaviour, session, type, attributes));
}

/** What keeps an operation from being carried out at all: an API that does not answer, or a fault that was asked for. */
export async function obstacles(
  subject: SimulatedType,
  context: BehaviourContext,
  operation: Operation,
  names: { readonly id?: string; readonly attributes: ValueObject },
): Promise<readonly Diagnostic[]> {
  const unreachable = subject.parts.behaviour.checkReachable?.(context) ?? [];
  if (hasErrors(unreachable)) return unreachable;
  const { type, session } = subject;
  return [
    ...unreachable,
    ...(await subject.parts.faults.inject({ type, operation, ...names, signal: session.signal })),
  ];
}
