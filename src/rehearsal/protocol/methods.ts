/** The RPCs of the provider service: what each is called in either version of the protocol, and how its messages travel. */
import type { ServiceDefinition } from "@grpc/grpc-js";
import { messages, type ProtocolVersion } from "./messages";

/** By the name of its messages: the method's name in version 5 and in version 6. */
const METHODS = {
  GetProviderSchema: ["GetSchema", "GetProviderSchema"],
  ValidateProvider: ["PrepareProviderConfig", "ValidateProviderConfig"],
  Configure: ["Configure", "ConfigureProvider"],
  ValidateResource: ["ValidateResourceTypeConfig", "ValidateResourceConfig"],
  ValidateDataSource: ["ValidateDataSourceConfig", "ValidateDataResourceConfig"],
  UpgradeResourceState: ["UpgradeResourceState", "UpgradeResourceState"],
  ReadResource: ["ReadResource", "ReadResource"],
  PlanResourceChange: ["PlanResourceChange", "PlanResourceChange"],
  ApplyResourceChange: ["ApplyResourceChange", "ApplyResourceChange"],
  ImportResourceState: ["ImportResourceState", "ImportResourceState"],
  MoveResourceState: ["MoveResourceState", "MoveResourceState"],
  ReadDataSource: ["ReadDataSource", "ReadDataSource"],
  ValidateEphemeral: ["ValidateEphemeralResourceConfig", "ValidateEphemeralResourceConfig"],
  OpenEphemeral: ["OpenEphemeralResource", "OpenEphemeralResource"],
  RenewEphemeral: ["RenewEphemeralResource", "RenewEphemeralResource"],
  CloseEphemeral: ["CloseEphemeralResource", "CloseEphemeralResource"],
  GetFunctions: ["GetFunctions", "GetFunctions"],
  CallFunction: ["CallFunction", "CallFunction"],
  Stop: ["Stop", "StopProvider"],
} as const;

export type RpcName = keyof typeof METHODS;
export const RPC_NAMES = Object.keys(METHODS) as RpcName[];

/** The gRPC service, with a method per RPC under the RPC's own name; a response that is a Buffer already goes out as it is. */
export function serviceDefinition(version: ProtocolVersion): ServiceDefinition {
  return Object.fromEntries(
    RPC_NAMES.map((name) => {
      const requests = codecOf(version, `${name}.Request`);
      const responses = codecOf(version, `${name}.Response`);
      const method = {
        path: `/tfplugin${version}.Provider/${METHODS[name][version - 5]}`,
        requestStream: false,
        responseStream: false,
        requestSerialize: requests.encode,
        requestDeserialize: requests.decode,
        responseSerialize: responses.encode,
        responseDeserialize: responses.decode,
      };
      return [name, method];
    }),
  );
}

/** Turns one kind of message into bytes and back into a plain object with every field set, defaults included. */
export function codecOf(
  version: ProtocolVersion,
  type: string,
): { encode(message: object): Buffer; decode(bytes: Buffer): object } {
  const messageType = messages(version).lookupType(type);
  return {
    encode: (message) => {
      if (Buffer.isBuffer(message)) return message;
      const bytes = messageType.encode(message).finish();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    decode: (bytes) => messageType.toObject(messageType.decode(bytes), { longs: Number, defaults: true }),
  };
}
