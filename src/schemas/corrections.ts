/** Facts of the schema files that are known to be wrong: the files stay as they came, and are corrected when read. */
import { awsCorrections } from "./aws/corrections";
import type { Correction } from "./correction";
import type { AttributeSchema, BlockSchema, ProviderSchemaFile } from "./provider-schema";

const KUBERNETES: readonly Correction[] = [
  {
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

/** By the provider's name. */
const CORRECTIONS: Readonly<Record<string, readonly Correction[]>> = { aws: awsCorrections, kubernetes: KUBERNETES };

/** The schema with what is known to be wrong put right. */
export function correctSchema(schema: ProviderSchemaFile): ProviderSchemaFile {
  const resources = { ...schema.resources };
  for (const { types, path, allow } of CORRECTIONS[schema.provider] ?? []) {
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
