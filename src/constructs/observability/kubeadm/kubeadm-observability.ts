/** Observability on bare hosts: logs are kept in a store that has keys, or nowhere. */
import { observabilityOn } from "../cluster/observability";

export const kubeadmObservabilityImplementation = observabilityOn(undefined);
