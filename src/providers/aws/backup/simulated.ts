/** AWS Backup: vaults, plans, and what they are of. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";
import { managedKeyArn } from "../kms/simulated";
import { attributeOf, objectsInRealm } from "../shared/lookups";
import { firstUnusedId, textFromDigest, uuid } from "../shared/naming";
import { patternedResource } from "../shared/patterned-resource";

const vault = patternedResource(
  {
    id: "{name}",
    arn: "backup:backup-vault:{name}",
    exists: { code: "AlreadyExistsException", message: "Backup vault with the same name already exists: {id}" },
    values: (context, state) => ({ kms_key_arn: managedKeyArn(context, state, "backup"), recovery_points: 0 }),
  },
  {},
);

const vaultAttachment: ResourceBehaviour = {
  id: (_context, planned) => textOf(planned.backup_vault_name) ?? "",
  computed: (context, state) => ({
    backup_vault_arn: attributeOf(context, "aws_backup_vault", state.backup_vault_name, "arn") ?? "",
  }),
};

const uuidOf =
  (word: string) =>
  (context: BehaviourContext, planned: ValueObject): string =>
    firstUnusedId(context, (count) =>
      uuid(context.digest(word, context.realm, textOf(planned.name) ?? "", String(count))),
    );

export const backupTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_backup_vault: vault,
  aws_backup_vault_policy: vaultAttachment,
  aws_backup_vault_lock_configuration: vaultAttachment,
  aws_backup_plan: patternedResource({
    id: uuidOf("backup-plan"),
    arn: "backup:backup-plan:{id}",
    values: (context, state) => ({
      version: textFromDigest(context.digest("backup-version", JSON.stringify(state.rule ?? null)), 48),
    }),
  }),
  aws_backup_selection: {
    id: uuidOf("backup-selection"),
    computed: () => ({ not_resources: [] }),
    import: (context, id) => {
      const [plan, selection] = id.split("|");
      return objectsInRealm(context, "aws_backup_selection").find(
        (object) => object.id === selection && object.attributes.plan_id === plan,
      );
    },
  },
};
