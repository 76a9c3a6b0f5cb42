/** Carries a plan out in the world: creates, updates or deletes, and says what there is now. */
import type { ApplyRequest, ApplyResponse, Diagnostic } from "../protocol/handlers";
import { isWhollyKnown, Unknown, type ValueObject } from "../protocol/value";
import { reasonOf } from "../../regular-file";
import type { World, WorldObject } from "../world/world";
import type { BehaviourContext } from "./behaviour";
import { believableObject } from "./believable";
import { missingReferences, remainingReferences } from "./check-references";
import { knownId, newId } from "./object-identity";
import { normalObject } from "./normalize";
import { contextFor, error, hasErrors, obstacles, type SimulatedType } from "./simulated";
import { fillUnknowns } from "./fill-unknowns";

export async function apply(subject: SimulatedType, { prior, planned }: ApplyRequest): Promise<ApplyResponse> {
  if (planned !== null) return write(subject, planned, prior);
  if (prior !== null) return erase(subject, prior);
  return { state: null, diagnostics: [] };
}

/** On a refusal the state stays what it was: nothing was made. */
async function write(subject: SimulatedType, planned: ValueObject, prior: ValueObject | null): Promise<ApplyResponse> {
  const { parts, schema, behaviour, type } = subject;
  const context = contextFor(subject, planned);
  const operation = prior ? "update" : "create";
  const verb = prior ? "updating" : "creating";
  const diagnostics: Diagnostic[] = [];
  const hasFailed = (...reported: readonly Diagnostic[]): boolean => {
    diagnostics.push(...reported);
    return hasErrors(diagnostics);
  };
  const unchanged = (): ApplyResponse => ({ state: prior, diagnostics });

  const id = prior ? knownId(schema, behaviour, prior) : undefined;
  if (hasFailed(...(await obstacles(subject, context, operation, { id, attributes: planned })))) return unchanged();
  const before = prior && !parts.behaviour.stateOnly ? findInWorld(subject, prior) : undefined;
  if (prior && !parts.behaviour.stateOnly && !before) {
    hasFailed(
      error(`updating ${type} (${id ?? ""}): couldn't find resource`, "It is gone: something else deleted it."),
    );
    return unchanged();
  }
  if (
    hasFailed(
      ...missingReferences(parts.behaviour.references ?? [], parts.world, {
        type,
        realm: context.realm,
        attributes: planned,
        verb,
      }),
    )
  )
    return unchanged();

  const state = completeState(subject, context, planned, prior);
  const object = objectFor(subject, context, state, before);
  // A behaviour's own words for what is there already come before the general ones.
  if (hasFailed(...(behaviour?.refuse?.(context, state, prior) ?? []))) return unchanged();
  const other = parts.behaviour.stateOnly ? undefined : parts.world.get(type, object.id, object.realm);
  if (other !== before && other) {
    hasFailed(existsAlready(subject, object));
    return unchanged();
  }
  if (!parts.behaviour.stateOnly) {
    // The new state is returned only after the object is in the journal. If only its companions cannot be written, the state is
    // returned together with the error, so that Terraform keeps the object in its state, tainted.
    const made = writeToWorld(parts.world, () => {
      if (before && (before.id !== object.id || before.realm !== object.realm)) {
        parts.world.remove(type, before.id, before.realm);
      }
      parts.world.put(object);
    });
    if (hasFailed(...made)) return unchanged();
    diagnostics.push(
      ...writeToWorld(parts.world, () => {
        if (before) behaviour?.updated?.(context, object, before);
        else behaviour?.created?.(context, object);
      }),
    );
  }
  return { state, diagnostics };
}

/** The planned state with everything filled in: by the type's behaviour, by the provider's, by the schema. */
function completeState(
  subject: SimulatedType,
  context: BehaviourContext,
  planned: ValueObject,
  prior: ValueObject | null,
): ValueObject {
  const { schema, behaviour, parts, type } = subject;
  // The behaviours are shown a copy of their own: what they may fill in is what is unknown, not what they can reach.
  const copyOf = (state: ValueObject): ValueObject => normalObject(schema, state);
  const start = copyOf(planned);
  if (!parts.behaviour.stateOnly && start.id instanceof Unknown) {
    start.id = behaviour?.id?.(context, copyOf(start)) ?? newId(context, schema, behaviour, start);
  }
  let state = fillUnknowns(start, behaviour?.computed?.(context, copyOf(start), prior) ?? {});
  state = fillUnknowns(state, parts.behaviour.computedAll?.(context, copyOf(state), prior) ?? {});
  if (isWhollyKnown(state)) return normalObject(schema, state);
  const { realm, digest } = context;
  const believableState = (id: string): ValueObject => {
    const withId = state.id instanceof Unknown ? { ...state, id } : state;
    return normalObject(
      schema,
      believableObject(schema, withId, { type, id, realm, digest, texts: parts.behaviour.texts }),
    );
  };
  if (typeof state.id === "string") return believableState(state.id);
  // Without an id of its own an object is known by another value that is being made up here.
  const nameOf = (id: string): string | undefined => knownId(schema, behaviour, believableState(id));
  const isOpen = !prior && !parts.behaviour.stateOnly && nameOf("one") !== nameOf("other");
  const isTaken = (id: string): boolean => isOpen && parts.world.get(type, nameOf(id) ?? "", realm) !== undefined;
  return believableState(newId(context, schema, behaviour, planned, isTaken));
}

function objectFor(
  { schema, behaviour, type }: SimulatedType,
  context: BehaviourContext,
  state: ValueObject,
  before: WorldObject | undefined,
): WorldObject {
  const id = knownId(schema, behaviour, state) ?? newId(context, schema, behaviour, state);
  const createdAt = before?.createdAt ?? new Date().toISOString();
  return { type, id, realm: context.realm, attributes: state, createdAt };
}

function existsAlready({ behaviour, type }: SimulatedType, { id }: WorldObject): Diagnostic {
  const { code, message } = behaviour?.exists ?? {
    code: "ResourceAlreadyExistsException",
    message: "{type} {id} already exists",
  };
  const words = message.replaceAll("{id}", () => id).replaceAll("{type}", () => type);
  return error(`creating ${type} (${id}): api error ${code}: ${words}`);
}

async function erase(subject: SimulatedType, prior: ValueObject): Promise<ApplyResponse> {
  const { parts, behaviour, schema } = subject;
  const context = contextFor(subject, prior);
  const id = knownId(schema, behaviour, prior);
  const obstacle = await obstacles(subject, context, "delete", { id, attributes: prior });
  if (hasErrors(obstacle)) return { state: prior, diagnostics: obstacle };
  const object = parts.behaviour.stateOnly ? undefined : findInWorld(subject, prior);
  // What is gone already needs no deleting; the clouds' providers are content with that too.
  if (!object) return { state: null, diagnostics: obstacle };
  const refused = [
    ...obstacle,
    ...(behaviour?.refuseDelete?.(context, object) ?? []),
    ...remainingReferences(parts.behaviour.references ?? [], parts.world, object),
  ];
  if (hasErrors(refused)) return { state: prior, diagnostics: refused };
  const removal = writeToWorld(parts.world, () => parts.world.remove(object.type, object.id, object.realm));
  if (hasErrors(removal)) return { state: prior, diagnostics: [...refused, ...removal] };
  const consequences = writeToWorld(parts.world, () => behaviour?.deleted?.(context, object));
  return { state: null, diagnostics: [...refused, ...consequences] };
}

/** Turns file system errors into diagnostics; any other error is a defect of the simulation, and is thrown on. */
function writeToWorld({ folder }: World, work: () => void): readonly Diagnostic[] {
  try {
    work();
    return [];
  } catch (problem) {
    if (typeof (problem as NodeJS.ErrnoException).syscall !== "string") throw problem;
    const detail = `${folder ?? "Its folder"}: ${reasonOf(problem)}. Make room, and run the same again.`;
    return [error("The simulated world cannot be written to.", detail)];
  }
}

/** The object in the world that a state is about. */
export function findInWorld(subject: SimulatedType, attributes: ValueObject): WorldObject | undefined {
  const id = knownId(subject.schema, subject.behaviour, attributes);
  return id === undefined
    ? undefined
    : subject.parts.world.get(subject.type, id, contextFor(subject, attributes).realm);
}
