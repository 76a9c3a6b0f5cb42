/** Serves a simulated provider to Terraform, over gRPC on loopback, as a plugin that Terraform did not start itself. */
import { createServer, type AddressInfo } from "node:net";
import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { fromException, toWireDiagnostics } from "./diagnostics";
import type { ProviderHandlers, Session } from "./handlers";
import { healthImplementation, healthService } from "./health";
import type { ProtocolVersion } from "./messages";
import { RPC_NAMES, serviceDefinition, type RpcName } from "./methods";
import { providerRpcs, type Rpcs } from "./rpcs";
import type { Served } from "./schema-message";
import { Sessions } from "./sessions";
import type { ApplyWireRequest, PlanWireRequest, ReadRequest } from "./wire";

export interface ServeOptions extends Served {
  /** TCP port on 127.0.0.1. @default 0: one that is free */
  readonly port?: number;
}

export interface ServedProvider {
  /** Short name: `tls`, `helm`, … */
  readonly name: string;
  readonly protocol: ProtocolVersion;
  readonly address: { readonly host: string; readonly port: number };
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
/** gRPC's own limit of 4 MB is too near to the largest schema (3.5 MB), and a large state is larger. */
const UNLIMITED = -1;

/**
 * Serves a provider until it is closed. Many Terraform processes may use it at the same time: each connection is a
 * session with its own configuration.
 * @throws the system's error when the port cannot be taken
 */
export async function serve(handlers: ProviderHandlers, options: ServeOptions = {}): Promise<ServedProvider> {
  const { port = 0, ...offered } = options;
  const grpc = new Server({ "grpc.max_send_message_length": UNLIMITED, "grpc.max_receive_message_length": UNLIMITED });
  const sessions = new Sessions(handlers.name);
  grpc.addService(
    serviceDefinition(handlers.protocol),
    implementation(handlers.protocol, providerRpcs(handlers, offered), sessions),
  );
  grpc.addService(healthService, healthImplementation);

  // The listener is the server's own, since only it sees when a connection ends.
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer({ noDelay: true }, (socket) => {
    sessions.open(socket);
    socket.on("error", () => socket.destroy()); // Terraform went away; its calls end with the connection
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    // Once it listens, an error is a connection that could not be accepted: its client sees it, the others go on.
    listener.on("error", reject);
    listener.listen(port, HOST, resolve);
  });

  return {
    name: handlers.name,
    protocol: handlers.protocol,
    address: { host: HOST, port: (listener.address() as AddressInfo).port },
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      grpc.forceShutdown();
      injector.destroy();
      sessions.closeAll();
      await closed;
    },
  };
}

type Call = ServerUnaryCall<object, object>;

function implementation(version: ProtocolVersion, rpcs: Rpcs, sessions: Sessions): UntypedServiceImplementation {
  return Object.fromEntries(
    RPC_NAMES.map((name) => [
      name,
      (call: Call, callback: sendUnaryData<object>) => {
        const peer = call.getPeer();
        if (name === "Stop") sessions.stop(peer);
        void answer(name, rpcs, call.request, sessions.of(peer), version).then((response) => callback(null, response));
      },
    ]),
  );
}

/** The response to a request. Never fails: what goes wrong inside becomes a diagnostic that names the place. */
async function answer(
  name: RpcName,
  rpcs: Rpcs,
  request: object,
  session: Session,
  version: ProtocolVersion,
): Promise<object> {
  try {
    return await rpcs[name](request, session);
  } catch (error) {
    const type = (request as { type_name?: string }).type_name;
    const diagnostics = toWireDiagnostics(
      fromException(error, `${name} of protocol ${version}${type ? `, ${type}` : ""}`),
    );
    return { ...unchanged(name, request), diagnostics };
  }
}

/** What a failed request leaves as it was: without it, Terraform would take the object for gone. */
function unchanged(name: RpcName, request: object): object {
  if (name === "ApplyResourceChange") {
    const { prior_state: state, planned_private: kept } = request as ApplyWireRequest;
    return { new_state: state, private: kept };
  }
  if (name === "PlanResourceChange") {
    const { proposed_new_state: state, prior_private: kept } = request as PlanWireRequest;
    return { planned_state: state, planned_private: kept };
  }
  if (name === "ReadResource") {
    const { current_state: state, private: kept } = request as ReadRequest;
    return { new_state: state, private: kept };
  }
  return {};
}
