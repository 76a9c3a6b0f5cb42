/** What bare hosts add to the section `observability`: no cloud keeps logs there. */
import type { TargetPart } from "../../../model/component";
import { storeNeeded } from "../../object-storage/store-needed";
import type { ObservabilitySection } from "../section";

export const kubeadmObservabilityPart: TargetPart<ObservabilitySection> = {
  check: ({ logs }) => (logs ? storeNeeded(logs.store, ["logs"], "store", "Logs") : []),
};
