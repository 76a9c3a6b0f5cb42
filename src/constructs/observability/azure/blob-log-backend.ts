/** Loki on Blob storage, with the identity of its pods. */
import { storageAccountOf } from "../../kit/azure/storage-account";
import type { LogBackend } from "../cluster/log-backend";

export const blobLogBackend: LogBackend = {
  kind: "azure",
  storage: (store) => ({
    azure: {
      accountName: storageAccountOf(store),
      // The token that the cluster gives its pods (workload identity), and not the machine's identity.
      useManagedIdentity: false,
      useFederatedToken: true,
    },
  }),
};
