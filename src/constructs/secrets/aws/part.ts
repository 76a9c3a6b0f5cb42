/** What AWS adds to the section `secrets`. */
import type { TargetPart } from "../../../model/component";
import { existingKeys } from "../../kit/existing-key";
import type { SecretsSection } from "../section";

export const awsSecretsPart: TargetPart<SecretsSection> = {
  existing: ({ aws }) => existingKeys(aws.encryptionKey),
};
