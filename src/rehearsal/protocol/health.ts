/** The health service that every Terraform plugin answers: `grpc.health.v1.Health/Check`, asked for the service "plugin". */
import type { sendUnaryData, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";

/** `HealthCheckResponse{status: SERVING}`: field 1, varint 1. */
const SERVING = Buffer.from([0x08, 0x01]);
const asIs = (bytes: Buffer): Buffer => bytes;

export const healthService: ServiceDefinition = {
  check: {
    path: "/grpc.health.v1.Health/Check",
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  },
};

export const healthImplementation: UntypedServiceImplementation = {
  check: (_call: unknown, callback: sendUnaryData<Buffer>) => callback(null, SERVING),
};
