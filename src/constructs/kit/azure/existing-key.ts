/** A key that exists, as a file names it. */
import { z } from "zod";
import type { ExistingObject } from "../../../model/existing";
import { textSchema } from "../../../model/text-form";
import { IDENTITY, KEY } from "../../../targets/aks/forms";

/** Vaults let in whoever has a role, so a key alone is not enough: the identity that has it comes with it. */
export const existingKeySchema = z.strictObject({
  id: textSchema(KEY).describe("Id of the key in its vault; without a version, so that its rotation is followed."),
  identity: textSchema(IDENTITY).describe(
    "Id of a user-assigned identity that has the role Key Vault Crypto Service Encryption User on that key.",
  ),
});

export type ExistingKeySection = z.output<typeof existingKeySchema>;

/** Those that a section names, for a rehearsal: the identity is looked for as the key is. */
export function existingKeys(...keys: readonly (ExistingKeySection | undefined)[]): readonly ExistingObject[] {
  return keys.flatMap((key) =>
    key === undefined ? [] : [{ kind: "encryption-key" as const, id: key.id, identity: key.identity }],
  );
}
