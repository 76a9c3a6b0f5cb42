/** By which ways objects on servers in the cluster are reached, and who is let in. */
import { key, NO, YES, type UnsafeValue } from "./unsafe-value-model";

export const UNSAFE_OBJECT_SERVERS: readonly UnsafeValue[] = [
  {
    id: "objects-unsigned",
    at: [key("s3.enableAuth", "filer.s3.enableAuth", "global.seaweedfs.enableSecurity", "global.enableSecurity")],
    when: [NO],
    charts: ["seaweedfs"],
    thoughDefault: true,
    reason: "Requests are taken that nobody signed, or parts of the servers that do not prove who they are.",
  },
  {
    id: "objects-elsewhere",
    at: [
      key(
        "filer.s3.enabled",
        "sftp.enabled",
        "admin.enabled",
        "worker.enabled",
        "cosi.enabled",
        "allInOne.enabled",
        "s3.icebergPort",
        "master.ingress.enabled",
        "filer.ingresses.http.enabled",
        "filer.ingresses.grpc.enabled",
        "volume.ingress.enabled",
        "s3.ingress.enabled",
      ),
    ],
    when: [YES, { atLeast: 1 }],
    charts: ["seaweedfs"],
    reason: "Objects are reached by another way than the gateways that ask for a signature.",
  },
];
