/** Claims of volumes: they grow in place, and never shrink. */
import { failure, firstOf, objectsOf, textOf } from "../../rehearsal/engine/attributes";
import type { Diagnostic } from "../../rehearsal/protocol/handlers";
import { objectOf, type ValueObject } from "../../rehearsal/protocol/value";
import { volumeBytes } from "../../model/volume-size";

/** The API server's words (pkg/apis/core/validation of Kubernetes 1.34: ValidatePersistentVolumeClaimUpdate). */
const SHRUNK =
  "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity (and not less than previous value)";

export function refuseShrinking(state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  if (!prior) return [];
  const [before, after] = [prior, state].map(requestOf);
  if (before === undefined || after === undefined || after >= before) return [];
  const name = textOf((firstOf(state.metadata) ?? objectOf()).name) ?? "";
  return [failure(`Failed to update persistent volume claim: PersistentVolumeClaim "${name}" is invalid: ${SHRUNK}`)];
}

function requestOf(claim: ValueObject): number | undefined {
  const [resources] = objectsOf((firstOf(claim.spec) ?? objectOf()).resources);
  const requests = resources?.requests;
  const storage = typeof requests === "object" && requests !== null && "storage" in requests ? requests.storage : null;
  return volumeBytes(textOf(storage));
}
