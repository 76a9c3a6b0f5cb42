/** What bare hosts add to the section `objectStorage`: no cloud keeps objects there, so servers in the cluster do. */
import type { TargetPart } from "../../../model/component";
import { managedRefused } from "../../kit/managed-refused";
import { withRuns } from "../../kit/with-runs";
import { objectStorageDefaults } from "../defaults";
import type { ObjectStorageSection } from "../section";

export const kubeadmStorePart: TargetPart<ObjectStorageSection> = {
  defaults: (facts, given: unknown) => withRuns(given, (entries) => objectStorageDefaults(facts, entries)),
  check: managedRefused,
};
