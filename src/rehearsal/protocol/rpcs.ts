/** The provider service: decodes a request by the schema, asks the handlers, encodes their answer. */
import type { BlockSchema, ResourceSchema } from "../../schemas/provider-schema";
import { impliedType } from "../../schemas/types";
import { decodeValue, encodeValue, fromJson, parseJson } from "./codec";
import { notSimulated, toWireDiagnostics, toWirePath, unknownType, type Kind } from "./diagnostics";
import type { Diagnostic, ProviderHandlers, Session } from "./handlers";
import type { RpcName } from "./methods";
import { schemaResponse, wireFunctions, type Served } from "./schema-message";
import { isObject, type Value, type ValueObject } from "./value";
import type * as wire from "./wire";

type Rpc = (request: object, session: Session) => object | Promise<object>;
export type Rpcs = { readonly [name in RpcName]: Rpc };

/** A mistake in a request that is answered with a diagnostic. */
class Refused extends Error {
  constructor(public readonly diagnostic: Diagnostic) {
    super(diagnostic.summary);
  }
}

/** The answers of a provider to every RPC but for those that the server answers by itself (`Stop`). */
export function providerRpcs(handlers: ProviderHandlers, served: Served): Rpcs {
  const { schema, protocol } = handlers;
  let schemaBytes: Buffer | undefined;
  const resource = (type: string): ResourceSchema => find(schema.resources, "resource type", type);
  const dataSource = (type: string): BlockSchema => find(schema.dataSources, "data source", type);

  function find<T>(types: { readonly [type: string]: T }, kind: Kind, type: string): T {
    const found = Object.hasOwn(types, type) ? types[type] : undefined;
    if (found === undefined) throw new Refused(unknownType(schema, kind, type));
    return found;
  }

  const rpcs: Rpcs = {
    GetProviderSchema: () => (schemaBytes ??= schemaResponse(schema, protocol, served)),

    ValidateProvider: on<wire.ConfigRequest>(({ config }) => {
      const diagnostics = handlers.validateProvider(required(config, schema.config));
      return protocol === 5
        ? { prepared_config: config, diagnostics: sent(diagnostics) }
        : { diagnostics: sent(diagnostics) };
    }),

    Configure: on<wire.ConfigRequest>(async ({ config }, session) => ({
      diagnostics: sent(await handlers.configure(session, required(config, schema.config))),
    })),

    ValidateResource: on<wire.TypedRequest>(({ type_name: type, config }) => ({
      diagnostics: sent(handlers.validateResource(type, required(config, resource(type)))),
    })),

    ValidateDataSource: on<wire.TypedRequest>(({ type_name: type, config }) => ({
      diagnostics: sent(handlers.validateDataSource(type, required(config, dataSource(type)))),
    })),

    UpgradeResourceState: on<wire.UpgradeRequest>(({ type_name: type, version, raw_state: raw }) => {
      const block = resource(type);
      const { state, diagnostics } = handlers.upgradeState(type, version, rawState(raw));
      return { upgraded_state: encoded(state, block), diagnostics: sent(diagnostics) };
    }),

    ReadResource: on<wire.ReadRequest>(async ({ type_name: type, current_state: current, private: kept }, session) => {
      const block = resource(type);
      const state = decoded(current, block);
      if (state === null) return { new_state: current };
      const answer = await handlers.read(session, type, state);
      return {
        new_state: encoded(answer.state, block),
        private: answer.private ?? kept,
        diagnostics: sent(answer.diagnostics),
      };
    }),

    PlanResourceChange: on<wire.PlanWireRequest>(async (request, session) => {
      const type = request.type_name;
      const block = resource(type);
      const answer = await handlers.plan(session, {
        type,
        prior: decoded(request.prior_state, block),
        proposed: decoded(request.proposed_new_state, block),
        config: decoded(request.config, block),
        priorPrivate: request.prior_private,
      });
      return {
        planned_state: encoded(answer.planned, block),
        requires_replace: (answer.requiresReplace ?? []).map(toWirePath),
        planned_private: answer.plannedPrivate ?? request.prior_private,
        diagnostics: sent(answer.diagnostics),
        legacy_type_system: block.legacy === true,
      };
    }),

    ApplyResourceChange: on<wire.ApplyWireRequest>(async (request, session) => {
      const type = request.type_name;
      const block = resource(type);
      const answer = await handlers.apply(session, {
        type,
        prior: decoded(request.prior_state, block),
        planned: decoded(request.planned_state, block),
        config: decoded(request.config, block),
        plannedPrivate: request.planned_private,
      });
      return {
        new_state: encoded(answer.state, block),
        private: answer.private ?? request.planned_private,
        diagnostics: sent(answer.diagnostics),
        legacy_type_system: block.legacy === true,
      };
    }),

    ImportResourceState: on<wire.ImportRequest>(async ({ type_name: type, id }, session) => {
      resource(type);
      const { imported, diagnostics } = await handlers.importState(session, type, id);
      return {
        imported_resources: imported.map((each) => ({
          type_name: each.type,
          state: encoded(each.state, resource(each.type)),
        })),
        diagnostics: sent(diagnostics),
      };
    }),

    MoveResourceState: on<wire.MoveRequest>((request, session) => {
      const block = resource(request.target_type_name);
      const source = rawState(request.source_state);
      const { state, diagnostics } = handlers.moveState(
        session,
        request.source_type_name,
        request.target_type_name,
        source,
      );
      return {
        target_state: encoded(state, block),
        target_private: request.source_private,
        diagnostics: sent(diagnostics),
      };
    }),

    ReadDataSource: on<wire.TypedRequest>(async ({ type_name: type, config }, session) => {
      const block = dataSource(type);
      const { state, diagnostics } = await handlers.readDataSource(session, type, required(config, block));
      return { state: encoded(state, block), diagnostics: sent(diagnostics) };
    }),

    ValidateEphemeral: on<wire.TypedRequest>(({ type_name: type }) => {
      simulatedEphemeral(type);
      return {};
    }),
    OpenEphemeral: on<wire.TypedRequest>(async ({ type_name: type, config }, session) => {
      const { block, open } = simulatedEphemeral(type);
      const { result, diagnostics } = await open(session, type, required(config, block));
      return { result: encoded(result, block), diagnostics: sent(diagnostics) };
    }),
    // Nothing that is simulated runs out, and nothing is kept that would have to be given back.
    RenewEphemeral: () => ({}),
    CloseEphemeral: () => ({}),

    GetFunctions: () => ({ functions: wireFunctions(schema) }),
    CallFunction: on<wire.FunctionRequest>(({ name }) => ({
      error: { text: notSimulated(schema, `the function "${name}"`).summary },
    })),

    Stop: () => ({}),
  };
  return rpcs;

  function simulatedEphemeral(type: string) {
    const block = find(schema.ephemeral ?? {}, "ephemeral resource type", type);
    const { ephemeral } = handlers;
    if (!ephemeral?.simulates(type)) throw new Refused(notSimulated(schema, `the ephemeral resource "${type}"`));
    return { block, open: ephemeral.open };
  }
}

/** Gives an RPC its request's type, and answers a refusal with its diagnostic. */
function on<Request extends object>(answer: (request: Request, session: Session) => object | Promise<object>): Rpc {
  return async (request, session) => {
    try {
      return await answer(request as Request, session);
    } catch (error) {
      if (error instanceof Refused) return { diagnostics: sent([error.diagnostic]) };
      throw error;
    }
  };
}

const sent = toWireDiagnostics;

function encoded(value: Value, block: BlockSchema): wire.WireValue {
  return { msgpack: encodeValue(value, impliedType(block)) };
}

function decoded(value: wire.WireValue | null | undefined, block: BlockSchema): ValueObject | null {
  const type = impliedType(block);
  let object: Value = null;
  if (value?.msgpack?.length) object = decodeValue(value.msgpack, type);
  else if (value?.json?.length) object = fromJson(parseJson(text(value.json)), type);
  if (object === null || isObject(object)) return object;
  throw new TypeError("Terraform sent a value that is neither an object nor null");
}

function required(value: wire.WireValue | null | undefined, block: BlockSchema): ValueObject {
  const object = decoded(value, block);
  if (object === null) throw new TypeError("Terraform sent no configuration");
  return object;
}

/** The state as parsed JSON; null when there is none. */
function rawState(raw: wire.WireRawState | null | undefined): unknown {
  if (raw?.json?.length) return parseJson(text(raw.json));
  if (raw?.flatmap && Object.keys(raw.flatmap).length > 0) {
    throw new Refused({
      severity: "error",
      summary: "State of Terraform 0.11 or older",
      detail:
        "The rehearsal reads state as Terraform writes it since 0.12. Upgrade the state with Terraform 0.12 first.",
    });
  }
  return null;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
