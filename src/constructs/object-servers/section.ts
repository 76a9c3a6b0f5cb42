/** `objectServers` in the environment file: the servers that every store of objects in the cluster stands on. */
import { z } from "zod";

/** What a server keeps is there once, twice or three times; the last digit of SeaweedFS's placement is one less, and has one digit. */
const MAX_COPIES = 3;

const copies = z
  .int()
  .min(1)
  .max(MAX_COPIES)
  .default(2)
  .describe("On how many servers every object is kept, 1 to 3. Default: 1, 2 or 3 by profile.");

export const ENGINES = ["seaweedfs", "minio"] as const;
export type Engine = (typeof ENGINES)[number];

/** An image has a registry or a name, and a tag or digest: without one it is another one tomorrow. */
const image = z
  .string()
  .max(512)
  .regex(
    /^[a-z0-9][a-z0-9._\-/:]*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[a-f0-9]{64})$/,
    "must be an image with its tag or digest, such as registry.example.org/minio:RELEASE.2025-10-15T17-29-55Z",
  );

const minio = z
  .strictObject({
    pools: z
      .int()
      .min(1)
      .max(8)
      .default(1)
      .describe(
        "Sets of `servers`, 1 to 8: one more is how MinIO grows by servers. Default: 1. None of them is taken away again.",
      ),
    image: image
      .optional()
      .describe(
        "Image of the server, of your own registry. Default: the last one that the project published (September 2025).",
      ),
    clientImage: image
      .optional()
      .describe("Image of the client `mc`, with bash. Default: the last one that the project published (August 2025)."),
  })
  .prefault({})
  .describe("What only MinIO has.");

export const objectServersSchema = z
  .strictObject({
    engine: z
      .enum(ENGINES)
      .default("seaweedfs")
      .describe(
        "What keeps the objects. minio: its community project is closed, and the file is warned about. Default: seaweedfs. Changing it makes other servers, without the objects.",
      ),
    servers: z
      .int()
      .min(1)
      .max(99)
      .default(3)
      .describe("Servers that keep objects, each on a node of its own, 1 to 99. Default: 1, 3 or 5 by profile."),
    storage: z
      .int()
      .min(10)
      .max(16_384)
      .default(100)
      .describe(
        "GiB of the volume of each of these servers. It can grow, never shrink. Default: 20, 100 or 500 by profile.",
      ),
    copies,
    indexStorage: z
      .int()
      .min(1)
      .max(16_384)
      .optional()
      .describe(
        "GiB of the volume of each server of names, which says where an object is; SeaweedFS alone. It can grow, never shrink. Default: 5, 10 or 50 by profile.",
      ),
    gateways: z
      .int()
      .min(1)
      .max(50)
      .optional()
      .describe("Pods that clients speak with, 1 to 50; SeaweedFS alone. Default: 1, 2 or 3 by profile."),
    adminKeyRevision: z
      .int()
      .min(1)
      .max(99_999)
      .default(1)
      .describe("Raise it by one for another key of the administrator's, with which buckets are made. Default: 1."),
    protected: z
      .boolean()
      .default(true)
      .describe(
        "Whether their volumes refuse to be destroyed. Default: as the environment. Set false first, to remove them.",
      ),
    values: z
      .record(z.string(), z.unknown())
      .default({})
      .describe("Values of the chart seaweedfs, merged last. Unknown keys are refused."),
    minio,
  })
  .describe("The servers of all stores of objects in the cluster: SeaweedFS, or MinIO.");

export type ObjectServersSection = z.output<typeof objectServersSchema>;
