/** Data sources: what a behaviour reads, or a clear word that the simulation has none for the type. */
import type { Diagnostic, Session } from "../protocol/handlers";
import { isWhollyKnown, type Value, type ValueObject } from "../protocol/value";
import { believableObject } from "./believable";
import { contextOf, realmOf } from "./object-identity";
import { normalObject } from "./normalize";
import { error, hasErrors, unknownType, type ProviderParts } from "./simulated";

export async function readDataSource(
  parts: ProviderParts,
  session: Session,
  type: string,
  config: ValueObject,
): Promise<{ state: Value; diagnostics: readonly Diagnostic[] }> {
  const schema = Object.hasOwn(parts.schema.dataSources, type) ? parts.schema.dataSources[type] : undefined;
  if (!schema) return { state: null, diagnostics: [unknownType(parts, "data source", type)] };
  const behaviour = parts.behaviour.dataSource(type);
  if (!behaviour) return { state: null, diagnostics: [notSimulated(type)] };
  const context = contextOf(parts.world, session, type, realmOf(parts.behaviour, session, type, config));
  const found: Diagnostic[] = [...(parts.behaviour.checkReachable?.(context) ?? [])];
  if (hasErrors(found)) return { state: null, diagnostics: found };
  found.push(...(await parts.faults.inject({ type, operation: "read", attributes: config, signal: session.signal })));
  if (hasErrors(found)) return { state: null, diagnostics: found };
  const { state, diagnostics = [] } = behaviour.read(context, normalObject(schema, config));
  found.push(...diagnostics);
  if (!state || hasErrors(found)) return { state: null, diagnostics: found };
  const { realm, digest } = context;
  const id = typeof state.id === "string" ? state.id : digest("id", type, realm).slice(0, 17);
  const whole = isWhollyKnown(state)
    ? state
    : believableObject(schema, state, { type, id, realm, digest, texts: parts.behaviour.texts });
  return { state: normalObject(schema, whole), diagnostics: found };
}

const notSimulated = (type: string): Diagnostic =>
  error(
    `The rehearsal does not simulate the data source "${type}".`,
    "What it would find outside is not known to the simulated world. Give the value itself instead, or read it from another stack's outputs.",
  );
