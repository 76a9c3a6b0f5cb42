/** Which target serves stores of objects, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { ObjectStoreContract } from "./contract";

export const objectStoreImplementations: ImplementationsOf<ObjectStoreContract> = {
  eks: () => (require("./aws/s3-store") as typeof import("./aws/s3-store")).s3StoreImplementation,
  aks: () => (require("./azure/blob-store") as typeof import("./azure/blob-store")).blobStoreImplementation,
};
