/** What a profile has for volumes where the file says nothing. */
import type { EnvironmentFacts } from "../../../../model/component";
import type { PodHosts } from "./hosts";
import type { KubeadmClusterBlock, StorageKind } from "./section";

/** Three: one may be lost while another is mended (longhorn.io/docs, best practices, "Replica count"). */
const USUAL_REPLICAS = 3;

export function storageKind(
  { storage }: Pick<KubeadmClusterBlock, "storage">,
  { profile }: Pick<EnvironmentFacts, "profile">,
): StorageKind {
  return storage.kind ?? (profile === "minimal" ? "local-path" : "longhorn");
}

export function volumeReplicas({ storage }: Pick<KubeadmClusterBlock, "storage">, { count }: PodHosts): number {
  return storage.replicas ?? Math.max(1, Math.min(USUAL_REPLICAS, count));
}
