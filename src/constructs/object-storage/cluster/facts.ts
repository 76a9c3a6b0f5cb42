/** What a change of servers of objects puts at risk, whatever they are of: told by their releases. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { Condition } from "../../../model/risk";
import { minioFacts } from "./minio/facts";
import { SET } from "./minio/names";
import { CERTIFICATES_RELEASE, OBJECTS_NAMESPACE } from "./endpoint/names";
import { seaweedFacts } from "./seaweedfs/facts";
import { RELEASE } from "./seaweedfs/names";

/** Releases of keys: nothing of them runs. */
const ofKeys: Condition = {
  judge: ({ before }) => ({
    holds:
      before?.["namespace"] === OBJECTS_NAMESPACE &&
      ![RELEASE, SET, CERTIFICATES_RELEASE].includes(String(before["name"])),
  }),
};

export const objectServersFacts: readonly ServiceFacts[] = [
  { exceptions: [{ rule: "downtime/release-gone", unless: ofKeys }] },
  seaweedFacts,
  minioFacts,
];
