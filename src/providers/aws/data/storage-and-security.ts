/** Data sources of what keeps and protects data: databases, buckets, keys, secrets, certificates and logs, and the names of servers. */
import type { DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { goMatches, goPatternProblem } from "../../../model/go-patterns";
import { isTrue, numberOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { keyOfText } from "../kms/simulated";
import { objectsInRealm, retainedObjects } from "../shared/lookups";
import { policyDocument } from "../iam/policy-document";
import { locationOf } from "../shared/location";
import {
  readResult,
  findMatching,
  attributeGetter,
  listDataSource,
  singleDataSource,
  readFailure,
  commonAttributes,
  type Read,
} from "./find-objects";

/** Also those of services, which nobody manages. */
const logGroups: Read = (context, config) => {
  const prefix = textOf(config.log_group_name_prefix) ?? "";
  const found = [objectsInRealm, retainedObjects]
    .flatMap((objects) => objects(context, "aws_cloudwatch_log_group"))
    .filter(({ id }) => id.startsWith(prefix));
  return readResult(config, {
    id: locationOf(context, config).region,
    arns: found.map(({ attributes }) => textOf(attributes.arn) ?? "").sort(),
    log_group_names: found.map(({ id }) => id).sort(),
  });
};

const key: Read = (context, config) => {
  const asked = textOf(config.key_id) ?? "";
  const object = keyOfText(context, asked);
  if (!object) {
    return readFailure(`reading KMS Key (${asked}): api error NotFoundException: Key '${asked}' does not exist`);
  }
  const { attributes } = object;
  return readResult(config, {
    ...commonAttributes(object, config),
    id: object.id,
    aws_account_id: locationOf(context, config).account,
    creation_date: "2026-01-01T00:00:00Z",
    customer_master_key_spec: attributes.customer_master_key_spec ?? "",
    key_spec: attributes.customer_master_key_spec ?? "",
    enabled: attributes.is_enabled !== false,
    key_manager: "CUSTOMER",
    key_state: attributes.is_enabled === false ? "Disabled" : "Enabled",
    origin: "AWS_KMS",
    multi_region_configuration: [],
    xks_key_configuration: [],
    cloud_hsm_cluster_id: "",
    custom_key_store_id: "",
    deletion_date: "",
    expiration_model: "",
    pending_deletion_window_in_days: 0,
    valid_to: "",
  });
};

const roles: Read = (context, config) => {
  const asked = textOf(config.name_regex);
  const wrong = asked === undefined ? undefined : goPatternProblem(asked);
  if (wrong !== undefined) return readFailure(`"name_regex": ${wrong}`);
  const prefix = textOf(config.path_prefix) ?? "";
  const objects = objectsInRealm(context, "aws_iam_role").filter(
    ({ id, attributes }) =>
      (asked === undefined || goMatches(asked, textOf(attributes.name) ?? id)) &&
      (textOf(attributes.path) ?? "/").startsWith(prefix),
  );
  return readResult(config, {
    id: locationOf(context, config).region,
    arns: objects.map(attributeGetter("arn")),
    names: objects.map(({ id, attributes }) => textOf(attributes.name) ?? id),
  });
};

/** By id or by name; a private one only where it is asked for. */
const zone: Read = (context, config) => {
  const trimmed = (name: string | undefined): string | undefined => name?.replace(/\.$/, "").toLowerCase();
  const [id, name, vpc] = [textOf(config.zone_id), trimmed(textOf(config.name)), textOf(config.vpc_id)];
  const objects = findMatching(context, config, { type: "aws_route53_zone", by: { zone_id: "id" } }).filter(
    ({ attributes }) => {
      const vpcs = Array.isArray(attributes.vpc)
        ? attributes.vpc.map((block) => (block as { vpc_id?: unknown }).vpc_id)
        : [];
      const wantsPrivate = isTrue(config.private_zone) || vpc !== undefined;
      return (
        id !== undefined ||
        ((name === undefined || trimmed(textOf(attributes.name)) === name) &&
          vpcs.length > 0 === wantsPrivate &&
          (vpc === undefined || vpcs.includes(vpc)))
      );
    },
  );
  const [object, ...others] = objects;
  if (!object) return readFailure("no matching Route 53 Hosted Zone found");
  if (others.length > 0)
    return readFailure(
      "multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches to a single one",
    );
  return readResult(config, {
    ...commonAttributes(object, config),
    id: object.id,
    zone_id: object.id,
    name: object.attributes.name ?? null,
    private_zone: Array.isArray(object.attributes.vpc) && object.attributes.vpc.length > 0,
    caller_reference: `terraform-${context.digest("zone-reference", object.id).slice(0, 26)}`,
    linked_service_description: "",
    linked_service_principal: "",
    resource_record_set_count:
      2 +
      objectsInRealm(context, "aws_route53_record").filter(({ attributes }) => attributes.zone_id === object.id).length,
  });
};

/** A secret's current text; of one that AWS or a write-only argument filled, nothing is known. */
const secretVersion: Read = (context, config) => {
  const asked = textOf(config.secret_id) ?? "";
  const secret = objectsInRealm(context, "aws_secretsmanager_secret").find(
    ({ id, attributes }) => id === asked || attributes.name === asked,
  );
  const version = objectsInRealm(context, "aws_secretsmanager_secret_version")
    .filter(({ attributes }) => [secret?.id, secret?.attributes.name].includes(attributes.secret_id ?? undefined))
    .filter(({ attributes }) =>
      textsOf(attributes.version_stages).includes(textOf(config.version_stage) ?? "AWSCURRENT"),
    )
    .at(-1);
  if (!secret || !version)
    return readFailure(`couldn't find resource: Secrets Manager Secret Version (${asked}|AWSCURRENT)`);
  return readResult(config, {
    ...commonAttributes(version, config),
    id: `${asked}|${textOf(config.version_stage) ?? "AWSCURRENT"}`,
    arn: secret.id,
    created_date: "2026-01-01T00:00:00Z",
    secret_string: version.attributes.secret_string ?? "",
    secret_binary: version.attributes.secret_binary ?? "",
  });
};

export const storageAndSecurityData: { readonly [type: string]: DataSourceBehaviour } = {
  aws_iam_policy_document: { read: (_context, config) => policyDocument(config) },
  aws_iam_role: singleDataSource({
    type: "aws_iam_role",
    by: { name: "name" },
    missing: "reading IAM Role ({}): couldn't find resource",
    values: () => ({ role_last_used: [] }),
  }),
  aws_iam_policy: singleDataSource({
    type: "aws_iam_policy",
    by: { arn: "arn", name: "name" },
    missing: "reading IAM policy ({}): couldn't find resource",
  }),
  aws_iam_openid_connect_provider: singleDataSource({
    type: "aws_iam_openid_connect_provider",
    by: { arn: "arn", url: "url" },
    missing: "finding IAM OIDC Provider ({}): couldn't find resource",
  }),
  aws_kms_key: { read: key },
  aws_kms_alias: singleDataSource({
    type: "aws_kms_alias",
    by: { name: "name" },
    missing: "reading KMS Alias ({}): couldn't find resource",
    values: ({ attributes }) => ({ target_key_id: textOf(attributes.target_key_arn)?.split("/").at(-1) ?? "" }),
  }),
  aws_iam_roles: { read: roles },
  aws_route53_zone: { read: zone },
  aws_acm_certificate: singleDataSource({
    type: "aws_acm_certificate",
    by: { domain: "domain_name" },
    missing: "no matching ACM Certificate found ({})",
    values: ({ attributes }) => ({ certificate: "", certificate_chain: "", domain: attributes.domain_name ?? null }),
  }),
  aws_db_instance: singleDataSource({
    type: "aws_db_instance",
    by: { db_instance_identifier: "identifier" },
    missing: "reading RDS DB Instance ({}): couldn't find resource",
    values: ({ attributes }) => ({
      id: attributes.identifier ?? null,
      db_instance_identifier: attributes.identifier ?? null,
      db_instance_arn: attributes.arn ?? null,
      db_instance_class: attributes.instance_class ?? null,
      db_instance_port: numberOf(attributes.port) ?? 0,
      db_cluster_identifier: "",
      db_parameter_groups: [attributes.parameter_group_name ?? null],
      db_subnet_group: attributes.db_subnet_group_name ?? null,
      engine_version: attributes.engine_version_actual ?? null,
      master_username: attributes.username ?? null,
      option_group_memberships: [attributes.option_group_name ?? null],
      preferred_backup_window: attributes.backup_window ?? null,
      preferred_maintenance_window: attributes.maintenance_window ?? null,
      vpc_security_groups: attributes.vpc_security_group_ids ?? [],
      enabled_cloudwatch_logs_exports: [...textsOf(attributes.enabled_cloudwatch_logs_exports)],
    }),
  }),
  aws_db_instances: listDataSource(
    {
      type: "aws_db_instance",
      by: {},
      filters: { "db-instance-id": "identifier", "dbi-resource-id": "resource_id", engine: "engine" },
    },
    { instance_arns: attributeGetter("arn"), instance_identifiers: attributeGetter("identifier") },
  ),
  aws_db_subnet_group: singleDataSource({
    type: "aws_db_subnet_group",
    by: { name: "name" },
    missing: "reading RDS DB Subnet Group ({}): couldn't find resource",
    values: () => ({ status: "Complete" }),
  }),
  aws_secretsmanager_secret: singleDataSource({
    type: "aws_secretsmanager_secret",
    by: { arn: "arn", name: "name" },
    missing: "couldn't find resource: Secrets Manager Secret ({})",
    values: () => ({ created_date: "2026-01-01T00:00:00Z", last_changed_date: "2026-01-01T00:00:00Z" }),
  }),
  aws_secretsmanager_secret_version: { read: secretVersion },
  aws_ssm_parameter: singleDataSource({
    type: "aws_ssm_parameter",
    by: { name: "name" },
    missing: "reading SSM Parameter ({}): couldn't find resource",
  }),
  aws_s3_bucket: singleDataSource({
    type: "aws_s3_bucket",
    by: { bucket: "bucket" },
    missing: "reading S3 Bucket ({}): couldn't find resource",
    values: (object) => ({ bucket_region: object.attributes.bucket_region ?? null }),
  }),
  aws_sqs_queue: singleDataSource({
    type: "aws_sqs_queue",
    by: { name: "name" },
    missing:
      "reading SQS Queue URL ({}): api error AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.",
  }),
  aws_cloudwatch_log_group: singleDataSource({
    type: "aws_cloudwatch_log_group",
    by: { name: "name" },
    missing: "reading CloudWatch Logs Log Group ({}): couldn't find resource",
    values: () => ({ creation_time: 1_767_225_600_000 }),
  }),
  aws_cloudwatch_log_groups: { read: logGroups },
};
