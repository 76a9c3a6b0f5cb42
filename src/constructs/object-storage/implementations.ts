/** Which target serves stores of objects, and how: its cloud keeps them, or servers in the cluster do. */
import type { ImplementationsOf } from "../../model/contract";
import type { ObjectStoreContract } from "./contract";

const orManaged = (...args: Parameters<typeof import("./cluster/implementation").orManaged>) =>
  (require("./cluster/implementation") as typeof import("./cluster/implementation")).orManaged(...args);

export const objectStoreImplementations: ImplementationsOf<ObjectStoreContract> = {
  eks: () => orManaged(() => (require("./aws/s3-store") as typeof import("./aws/s3-store")).s3StoreImplementation),
  aks: () =>
    orManaged(() => (require("./azure/blob-store") as typeof import("./azure/blob-store")).blobStoreImplementation),
  kubeadm: () => (require("./kubeadm/stores") as typeof import("./kubeadm/stores")).kubeadmStoreImplementation,
};
