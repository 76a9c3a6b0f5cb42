/** Tables, registries, backups, and the tags of scaling groups. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { firstOf, isTrue, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { managedKeyArn } from "../kms/simulated";
import { attributeOf, objectsInRealm } from "../shared/lookups";
import { textFromDigest, firstUnusedId, uuid } from "../shared/naming";
import { apiError, actualProblems } from "../shared/refusal";
import { withDefaults, patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";

const table = patternedResource(
  {
    id: "{name}",
    arn: "dynamodb:table/{name}",
    exists: { code: "ResourceInUseException", message: "Table already exists: {id}" },
    values: (_context, state) => {
      const streams = isTrue(state.stream_enabled);
      const label = "2026-01-01T00:00:00.000";
      return {
        hash_key: null,
        read_capacity: 0,
        write_capacity: 0,
        stream_view_type: "",
        stream_label: streams ? label : "",
        stream_arn: "",
        server_side_encryption: objectsOf(state.server_side_encryption).map((block) =>
          withDefaults(block, { kms_key_arn: "" }),
        ),
      };
    },
  },
  {
    refuseDelete: (_context, { id, attributes }) =>
      actualProblems(
        isTrue(attributes.deletion_protection_enabled) &&
          apiError(
            `deleting DynamoDB Table (${id})`,
            "ValidationException",
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
          ),
      ),
  },
);

/** A tag on a scaling group that somebody else owns: here those of node groups. */
const scalingGroupTag: ResourceBehaviour = {
  id: (_context, planned) => `${textOf(planned.autoscaling_group_name)},${textOf(firstOf(planned.tag)?.key)}`,
  exists: { code: "AlreadyExists", message: "The tag {id} is there already." },
  refuse: (context, state) => {
    const name = textOf(state.autoscaling_group_name) ?? "";
    const hasGroup = objectsInRealm(context, "aws_eks_node_group").some(({ attributes }) =>
      groupsOf(attributes).includes(name),
    );
    return actualProblems(
      !hasGroup &&
        apiError(
          `creating AutoScaling Tag (${textOf(state.id)})`,
          "ValidationError",
          `AutoScalingGroup name not found - no such group: ${name}`,
        ),
    );
  },
};

const groupsOf = (nodes: ValueObject): readonly string[] =>
  objectsOf(firstOf(nodes.resources)?.autoscaling_groups).flatMap((group) => textOf(group.name) ?? []);

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

export const storeTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_dynamodb_table: table,
  aws_autoscaling_group_tag: scalingGroupTag,
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
  aws_ecr_repository: patternedResource({
    id: "{name}",
    arn: "ecr:repository/{name}",
    exists: {
      code: "RepositoryAlreadyExistsException",
      message: "The repository with name '{id}' already exists in the registry",
    },
    values: (context, state) => {
      const { account, region, partition } = locationOf(context, state);
      return {
        registry_id: account,
        repository_url: `${account}.dkr.ecr.${region}.${dnsSuffix(partition)}/${textOf(state.name)}`,
      };
    },
  }),
};
