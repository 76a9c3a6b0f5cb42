/** Observability on EKS. */
import { observabilityOn } from "../cluster/observability";
import { s3LogBackend } from "./s3-log-backend";

export const eksObservabilityImplementation = observabilityOn(s3LogBackend);
