/** What a workload may do, from the words that every target understands to IAM's. */
import type { PolicyStatement } from "../aws/policy";
import type { Permission } from "../core/identity";

export interface PermissionScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The statements that grant exactly these permissions. */
export function statementsFor(permissions: readonly Permission[], scope: PermissionScope): readonly PolicyStatement[] {
  return permissions.flatMap((permission) =>
    permission.kind === "dns-records" ? dnsRecords(permission, scope) : secrets(permission, scope),
  );
}

type DnsRecords = Extract<Permission, { kind: "dns-records" }>;
type Secrets = Extract<Permission, { kind: "secrets" }>;

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

const READ = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds"];
const WRITE = [
  "secretsmanager:CreateSecret",
  "secretsmanager:PutSecretValue",
  "secretsmanager:UpdateSecret",
  "secretsmanager:TagResource",
  "secretsmanager:UntagResource",
  "secretsmanager:DeleteSecret",
  "secretsmanager:GetResourcePolicy",
];

function secrets(permission: Secrets, { partition, region, account }: PermissionScope): readonly PolicyStatement[] {
  const { prefix, access, ids = [], keyIds } = permission;
  const below = `arn:${partition}:secretsmanager:${region}:${account}:secret:${prefix}*`;
  const keys: readonly PolicyStatement[] =
    keyIds.length > 0
      ? [
          {
            Effect: "Allow",
            Action: access === "write" ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
            Resource: keyIds,
            // The key opens secrets only, and nothing else that it may encrypt.
            Condition: { StringLike: { "kms:ViaService": `secretsmanager.${region}.*` } },
          },
        ]
      : [];
  return [
    { Effect: "Allow", Action: access === "write" ? [...READ, ...WRITE] : READ, Resource: below },
    ...(ids.length > 0 ? [{ Effect: "Allow" as const, Action: READ, Resource: ids }] : []),
    ...keys,
  ];
}
