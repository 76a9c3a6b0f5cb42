/** What Velero needs; the same on every target: the fields of its section, and where it runs. */
import { z } from "zod";
import type { IKubernetesCluster } from "../k8s-cluster/contract";
import type { IObjectStore } from "../object-storage/contract";
import type { ISecretStore } from "../secrets/contract";
import { veleroSchema } from "./section";

/** The store is made apart, in a tier of its own: what the section says of it is no prop. */
export const veleroPropsSchema = veleroSchema
  .omit({ lock: true, store: true, protected: true, aws: true, azure: true })
  .extend({
    snapshotController: z
      .boolean()
      .default(true)
      .describe("Whether what takes snapshots of volumes is brought along, or there already. Default: true."),
  });

export interface VeleroProps extends z.input<typeof veleroPropsSchema> {
  /** The cluster that it runs in. */
  readonly cluster: IKubernetesCluster;
  /** Where backups are kept. */
  readonly store: IObjectStore;
  /** Where the key of a store is kept that has keys. @default none: its pods are known by their service account */
  readonly secrets?: ISecretStore;
}
