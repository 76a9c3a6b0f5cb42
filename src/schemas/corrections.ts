/** Facts of the schema files that are known to be wrong: the files stay as they came, and are corrected when read. */
import type { AttributeSchema, BlockSchema, ProviderSchemaFile } from "./provider-schema";

interface Correction {
  readonly provider: string;
  readonly types: readonly string[];
  /** Dotted path of the argument. */
  readonly path: string;
  readonly allow: AttributeSchema["allow"];
  readonly reason: string;
}

/** Days that performance data can be kept: a week, whole months of 31 days, or two years. */
const PERFORMANCE_DATA_DAYS = [7, ...Array.from({ length: 23 }, (_, month) => (month + 1) * 31), 731];

const CORRECTIONS: readonly Correction[] = [
  {
    provider: "aws",
    types: ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"],
    path: "performance_insights_retention_period",
    allow: { oneOf: PERFORMANCE_DATA_DAYS },
    reason:
      "The probe saw the two single values only; the provider also takes multiples of 31 (RDS API reference, CreateDBInstance: month * 31), such as the 465 that the mode `advanced` needs.",
  },
  {
    provider: "kubernetes",
    types: [
      "kubernetes_cluster_role_binding",
      "kubernetes_cluster_role_binding_v1",
      "kubernetes_role_binding",
      "kubernetes_role_binding_v1",
    ],
    path: "subject.kind",
    allow: { oneOf: ["User", "Group", "ServiceAccount"] },
    reason:
      "The probe took the answer for role_ref.kind for this argument's; the API (rbac.authorization.k8s.io/v1, Subject) has these kinds.",
  },
];

/** The schema with what is known to be wrong put right. */
export function correctSchema(schema: ProviderSchemaFile): ProviderSchemaFile {
  const resources = { ...schema.resources };
  for (const { provider, types, path, allow } of CORRECTIONS) {
    if (provider !== schema.provider) continue;
    for (const type of types) {
      const found = resources[type];
      if (found) resources[type] = { ...found, ...withAllowed(found, path.split("."), allow) };
    }
  }
  return { ...schema, resources };
}

function withAllowed(block: BlockSchema, path: readonly string[], allow: AttributeSchema["allow"]): BlockSchema {
  const [name = "", ...rest] = path;
  const { attributes, blocks } = block;
  const [attribute, nested] = [attributes[name], blocks[name]];
  if (rest.length === 0 && attribute) return { attributes: { ...attributes, [name]: { ...attribute, allow } }, blocks };
  if (!nested) return block;
  return { attributes, blocks: { ...blocks, [name]: { ...nested, block: withAllowed(nested.block, rest, allow) } } };
}
