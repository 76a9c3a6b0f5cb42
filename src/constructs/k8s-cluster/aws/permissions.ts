/** What a workload may do, from the words that every target understands to IAM's. */
import type { PolicyStatement } from "../../kit/aws/policy";
import type { Permission, WorkloadIdentityProps } from "../../../model/identity";
import type { PodIdentityProps } from "./eks";

export interface PermissionScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** An identity in IAM's words: its own statements, and those of the assumable roles that have any. */
export function podIdentityFor(props: WorkloadIdentityProps, scope: PermissionScope): PodIdentityProps {
  const { namespace, serviceAccount, permissions, assumable = {} } = props;
  const roles = Object.entries(assumable).map(
    ([name, rolePermissions]) => [name, statementsFor(rolePermissions, scope)] as const,
  );
  return {
    namespace,
    serviceAccount,
    statements: statementsFor(permissions, scope),
    assumable: Object.fromEntries(roles.filter(([, statements]) => statements.length > 0)),
  };
}

/** The statements that grant exactly these permissions. */
export function statementsFor(permissions: readonly Permission[], scope: PermissionScope): readonly PolicyStatement[] {
  return permissions.flatMap((permission) => {
    if (permission.kind === "dns-records") return dnsRecords(permission, scope);
    if (permission.kind === "secrets") return secrets(permission, scope);
    return objects(permission, scope);
  });
}

type DnsRecords = Extract<Permission, { kind: "dns-records" }>;
type Secrets = Extract<Permission, { kind: "secrets" }>;
type Objects = Extract<Permission, { kind: "objects" }>;

/** What external-dns and cert-manager's DNS-01 need of Route 53; listing zones and reading changes cannot be narrowed. */
function dnsRecords({ zoneIds }: DnsRecords, { partition }: PermissionScope): readonly PolicyStatement[] {
  return [
    {
      Effect: "Allow",
      Action: [
        "route53:ChangeResourceRecordSets",
        "route53:ListResourceRecordSets",
        "route53:ListTagsForResource",
        "route53:ListTagsForResources",
      ],
      Resource: zoneIds.map((id) => `arn:${partition}:route53:::hostedzone/${id}`),
    },
    {
      Effect: "Allow",
      Action: ["route53:ListHostedZones", "route53:ListHostedZonesByName"],
      Resource: "*",
    },
    { Effect: "Allow", Action: "route53:GetChange", Resource: `arn:${partition}:route53:::change/*` },
  ];
}

/**
 * What External Secrets 2.9.0 calls of Secrets Manager (providers/v1/aws/secretsmanager/secretsmanager.go), but for what is left
 * out on purpose:
 * - `ListSecrets` and `BatchGetSecretValue`: they serve `dataFrom.find`, which does not heed a store's prefix (`findByTags`, and
 *   `findByName` with a path, take whatever the identity may read). Nor can either be narrowed to a prefix.
 * - `PutResourcePolicy`: whoever may push could hand a secret to another account.
 * - `ReplicateSecretToRegions`, `RemoveRegionsFromReplication`: nor copy it to another region.
 */
const READ_ACTIONS = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];
const WRITE_ACTIONS = [
  "secretsmanager:CreateSecret",
  "secretsmanager:PutSecretValue",
  "secretsmanager:TagResource",
  "secretsmanager:UntagResource",
  "secretsmanager:DeleteSecret",
  // Every push to a secret that exists first takes a resource policy away that the PushSecret does not ask for.
  "secretsmanager:DeleteResourcePolicy",
];

function secrets(permission: Secrets, { partition, region, account }: PermissionScope): readonly PolicyStatement[] {
  const { prefix, access, ids = [], keyIds } = permission;
  const allowed = access === "write" ? [...READ_ACTIONS, ...WRITE_ACTIONS] : READ_ACTIONS;
  const secretArns = `arn:${partition}:secretsmanager:${region}:${account}:secret:${prefix ?? ""}*`;
  return [
    ...(prefix ? [{ Effect: "Allow" as const, Action: allowed, Resource: secretArns }] : []),
    ...(ids.length > 0 ? [{ Effect: "Allow" as const, Action: READ_ACTIONS, Resource: ids }] : []),
    ...(keyIds.length > 0
      ? [
          {
            Effect: "Allow" as const,
            Action: access === "write" ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
            Resource: keyIds,
            // The key opens secrets only, and nothing else that it may encrypt.
            Condition: { StringLike: { "kms:ViaService": `secretsmanager.${region}.*` } },
          },
        ]
      : []),
  ];
}

/** What a client of S3 calls (docs.aws.amazon.com/service-authorization, "Actions defined by Amazon S3"); versions stay. */
const READ_OBJECT_ACTIONS = ["s3:GetObject", "s3:GetObjectTagging"];
const WRITE_OBJECT_ACTIONS = [
  "s3:PutObject",
  "s3:PutObjectTagging",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
];

function objects(
  { access, storeId, prefix, keyIds }: Objects,
  { region }: PermissionScope,
): readonly PolicyStatement[] {
  const isWritten = access === "read-write";
  return [
    {
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: storeId,
      ...(prefix === undefined ? {} : { Condition: { StringLike: { "s3:prefix": `${prefix}*` } } }),
    },
    {
      Effect: "Allow",
      Action: isWritten ? [...READ_OBJECT_ACTIONS, ...WRITE_OBJECT_ACTIONS] : READ_OBJECT_ACTIONS,
      Resource: `${storeId}/${prefix ?? ""}*`,
    },
    // Clients ask where a bucket is.
    { Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: storeId },
    ...(keyIds.length > 0
      ? [
          {
            Effect: "Allow" as const,
            Action: isWritten ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
            Resource: keyIds,
            // The key opens objects only, and nothing else that it may encrypt.
            Condition: { StringLike: { "kms:ViaService": `s3.${region}.*` } },
          },
        ]
      : []),
  ];
}
