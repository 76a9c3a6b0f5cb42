/** Resources that live for one command: opened, told, and kept nowhere. */
import type { Diagnostic, Session } from "../protocol/handlers";
import type { Value, ValueObject } from "../protocol/value";
import type { ProviderSchemaFile } from "../../schemas/provider-schema";
import type { ProviderBehaviour } from "./behaviour";
import { contextOf, realmOf } from "./object-identity";
import { normalObject } from "./normalize";
import { hasErrors, unknownType, type ProviderParts } from "./simulated";

const known = new WeakMap<ProviderSchemaFile, Map<ProviderBehaviour, ProviderSchemaFile>>();

/** The schema with what the behaviour knows of such types: the files under `assets/schemas` hold none. The same object each time. */
export function withEphemeral(schema: ProviderSchemaFile, behaviour: ProviderBehaviour): ProviderSchemaFile {
  const { ephemeral } = behaviour;
  if (!ephemeral) return schema;
  const byBehaviour = known.get(schema) ?? new Map<ProviderBehaviour, ProviderSchemaFile>();
  known.set(schema, byBehaviour);
  const before = byBehaviour.get(behaviour);
  if (before) return before;
  const blocks = Object.entries(ephemeral).map(([type, one]) => [type, one.schema] as const);
  const whole = { ...schema, ephemeral: { ...schema.ephemeral, ...Object.fromEntries(blocks) } };
  byBehaviour.set(behaviour, whole);
  return whole;
}

export async function openEphemeral(
  parts: ProviderParts,
  session: Session,
  type: string,
  config: ValueObject,
): Promise<{ result: Value; diagnostics: readonly Diagnostic[] }> {
  const all = parts.behaviour.ephemeral ?? {};
  const behaviour = Object.hasOwn(all, type) ? all[type] : undefined;
  if (!behaviour) return { result: null, diagnostics: [unknownType(parts, "ephemeral resource type", type)] };
  const context = contextOf(parts.world, session, type, realmOf(parts.behaviour, session, type, config));
  const found = [
    ...(parts.behaviour.checkReachable?.(context) ?? []),
    ...(await parts.faults.inject({ type, operation: "read", attributes: config, signal: session.signal })),
  ];
  if (hasErrors(found)) return { result: null, diagnostics: found };
  const result = normalObject(behaviour.schema, behaviour.open(context, normalObject(behaviour.schema, config)));
  return { result, diagnostics: found };
}
