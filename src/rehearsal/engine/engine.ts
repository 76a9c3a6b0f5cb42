/**
 * A simulated provider: the generic engine over a schema with its facts, plus what the behaviours add, over one world.
 */
import { join } from "node:path";
import { FAULTS_FILE, FaultFile, NO_FAULTS, type Faults } from "../faults";
import type { ApplyResponse, Diagnostic, PlanResponse, ProviderHandlers, Session } from "../protocol/handlers";
import type { ProviderSchemaFile } from "../../schemas/provider-schema";
import { JangadaError } from "../../errors";
import type { World } from "../world/world";
import { apply } from "./apply";
import type { ProviderBehaviour } from "./behaviour";
import { readDataSource } from "./data-source";
import { openEphemeral, withEphemeral } from "./ephemeral";
import { importState, read } from "./read";
import {
  error,
  isSimulatedType,
  simulatedTypeOf,
  unknownType,
  type ProviderParts,
  type SimulatedType,
} from "./simulated";
import { plan } from "./plan";
import { upgradeState } from "./upgrade";
import { validate, type Language } from "./validate";
import { FRAMEWORK, LEGACY } from "./diagnostic-wording";

export interface SimulatedProviderOptions {
  readonly schema: ProviderSchemaFile;
  readonly behaviour: ProviderBehaviour;
  readonly world: World;
  /** The folder of the world: its `faults.json`, if there is one, is obeyed. @default no faults */
  readonly folder?: string;
  /** Instead of a folder. */
  readonly faults?: Faults;
  /** Called before a session is configured: what has come to exist since the last one may be brought into the world. */
  readonly prepare?: () => void;
}

export function simulatedProvider(options: SimulatedProviderOptions): ProviderHandlers {
  const { behaviour, world } = options;
  for (const clusterType of behaviour.clusterTypes ?? []) world.clusterTypes.set(clusterType.type, clusterType);
  const schema = withEphemeral(options.schema, behaviour);
  const faults =
    options.faults ?? (options.folder === undefined ? NO_FAULTS : new FaultFile(join(options.folder, FAULTS_FILE)));
  const parts: ProviderParts = { schema, behaviour, world, faults };

  /** The older SDK and the framework stand side by side in one provider, by resource type. */
  const language = (legacy: boolean): Language => ({
    wording: legacy ? LEGACY : FRAMEWORK,
    formats: behaviour.formats,
  });
  const mostlyLegacy = Object.values(schema.resources).some(({ legacy }) => legacy);

  async function withSubject<T>(
    session: Session,
    type: string,
    act: (subject: SimulatedType) => T | Promise<T>,
    otherwise: (diagnostic: Diagnostic) => T,
  ): Promise<T> {
    const subject = simulatedTypeOf(parts, session, type);
    return isSimulatedType(subject) ? act(subject) : otherwise(subject);
  }

  return {
    name: behaviour.name,
    protocol: behaviour.protocol ?? 5,
    schema,

    validateProvider: (config) => validate(schema.config, config, language(mostlyLegacy)),

    configure: async (session, config) => {
      session.config = config;
      try {
        options.prepare?.();
      } catch (problem) {
        if (!JangadaError.is(problem)) throw problem;
        return [error(problem.message)];
      }
      return behaviour.configure?.(session, config) ?? [];
    },

    validateResource(type, config) {
      const found = ownEntry(schema.resources, type);
      return found
        ? validate(found, config, language(found.legacy ?? false))
        : [unknownType(parts, "resource type", type)];
    },

    validateDataSource(type, config) {
      const found = ownEntry(schema.dataSources, type);
      return found ? validate(found, config, language(mostlyLegacy)) : [unknownType(parts, "data source", type)];
    },

    upgradeState(type, version, state) {
      const found = ownEntry(schema.resources, type);
      if (!found) return { state: null, diagnostics: [unknownType(parts, "resource type", type)] };
      try {
        const upgrade = version < found.version ? behaviour.resource(type)?.upgrade : undefined;
        return { state: upgradeState(found, state, (old) => upgrade?.(old, version) ?? old), diagnostics: [] };
      } catch (problem) {
        if (!JangadaError.is(problem)) throw problem;
        return { state: null, diagnostics: [error("Unable to Upgrade Resource State", `${type}: ${problem.message}`)] };
      }
    },

    plan: (session, request) =>
      withSubject<PlanResponse>(
        session,
        request.type,
        (subject) => plan(subject, request),
        (diagnostic) => ({ planned: request.proposed, diagnostics: [diagnostic] }),
      ),

    apply: (session, request) =>
      withSubject<ApplyResponse>(
        session,
        request.type,
        (subject) => apply(subject, request),
        (diagnostic) => ({ state: request.prior, diagnostics: [diagnostic] }),
      ),

    read: (session, type, current) =>
      withSubject<ApplyResponse>(
        session,
        type,
        (subject) => read(subject, current),
        (diagnostic) => ({ state: current, diagnostics: [diagnostic] }),
      ),

    importState: (session, type, id) =>
      withSubject(
        session,
        type,
        (subject) => importState(subject, id),
        (diagnostic) => ({ imported: [], diagnostics: [diagnostic] }),
      ),

    moveState(_session, sourceType, targetType, state) {
      const found = ownEntry(schema.resources, targetType);
      if (!found) return { state: null, diagnostics: [unknownType(parts, "resource type", targetType)] };
      if (sourceType === targetType) return { state: upgradeState(found, state), diagnostics: [] };
      const detail = `The provider does not move the state of ${sourceType} to ${targetType}.`;
      return { state: null, diagnostics: [error("Unable to Move Resource State", detail)] };
    },

    ephemeral: {
      simulates: (type) => Object.hasOwn(behaviour.ephemeral ?? {}, type),
      open: (session, type, config) => openEphemeral(parts, session, type, config),
    },

    readDataSource: (session, type, config) => readDataSource(parts, session, type, config),
  };
}

const ownEntry = <T>(types: { readonly [type: string]: T }, type: string): T | undefined =>
  Object.hasOwn(types, type) ? types[type] : undefined;
