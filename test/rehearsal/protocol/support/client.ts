/** A gRPC client of the provider service: asks what Terraform would not ask, or asks it in an order of the test's own. */
import { credentials, makeGenericClientConstructor, type Client, type ServiceError } from "@grpc/grpc-js";
import { decodeValue, encodeValue } from "../../../../src/rehearsal/protocol/codec";
import { serviceDefinition, type RpcName } from "../../../../src/rehearsal/protocol/methods";
import type { ServedProvider } from "../../../../src/rehearsal/protocol/server";
import type { Value } from "../../../../src/rehearsal/protocol/value";
import type { BlockSchema } from "../../../../src/schemas/provider-schema";
import { impliedType } from "../../../../src/schemas/types";

export interface Answer {
  readonly diagnostics: readonly { severity: number; summary: string; detail: string; attribute: unknown }[];
  readonly [field: string]: unknown;
}

type Callable = Client & {
  [rpc: string]: (request: object, callback: (error: ServiceError | null, response: Answer) => void) => void;
};

export class ProviderClient {
  private readonly client: Callable;

  constructor(served: ServedProvider) {
    const Constructor = makeGenericClientConstructor(serviceDefinition(served.protocol), "Provider");
    // Clients of one process would share a connection otherwise, and with it a session.
    const own = { "grpc.use_local_subchannel_pool": 1, "grpc.max_receive_message_length": -1 };
    const address = `${served.address.host}:${served.address.port}`;
    this.client = new Constructor(address, credentials.createInsecure(), own) as unknown as Callable;
  }

  public ask(rpc: RpcName, request: object = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.client[rpc]?.call(this.client, request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  public close(): void {
    this.client.close();
  }
}

export function onWire(value: Value, block: BlockSchema): { msgpack: Uint8Array } {
  return { msgpack: encodeValue(value, impliedType(block)) };
}

export function fromWire(value: unknown, block: BlockSchema): Value {
  return decodeValue((value as { msgpack: Uint8Array }).msgpack, impliedType(block));
}
