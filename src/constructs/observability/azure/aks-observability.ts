/** Observability on AKS. */
import { observabilityOn } from "../cluster/observability";
import { blobLogBackend } from "./blob-log-backend";

export const aksObservabilityImplementation = observabilityOn(blobLogBackend);
