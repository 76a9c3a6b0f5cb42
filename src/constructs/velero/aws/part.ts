/** What AWS adds to the section `velero`. */
import type { TargetPart } from "../../../model/component";
import { existingKeys } from "../../kit/existing-key";
import type { VeleroSection } from "../section";

export const awsVeleroPart: TargetPart<VeleroSection> = {
  existing: ({ aws }) => existingKeys(aws.encryptionKey),
};
