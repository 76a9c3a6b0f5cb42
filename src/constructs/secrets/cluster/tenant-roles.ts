/**
 * What a tenant may be given, in its own namespace, with a RoleBinding. The chart would give it, and more (stores, generators),
 * to everyone who has `view`, `edit` or `admin` anywhere: that is off (`values.ts`). Nobody can bind these roles who does not
 * have their rights already: that is Kubernetes' own rule (kubernetes.io, rbac, privilege escalation prevention).
 */
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { Construct } from "constructs";
import { CONSUMER_ROLE, PUBLISHER_ROLE } from "../names";

const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete"];

export class TenantRoles extends Construct {
  public readonly consumer: ClusterRoleV1;
  public readonly publisher: ClusterRoleV1;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.consumer = roleFor(this, "consumer", CONSUMER_ROLE, "externalsecrets");
    this.publisher = roleFor(this, "publisher", PUBLISHER_ROLE, "pushsecrets");
  }
}

/** Neither stores nor generators: with these a tenant would choose how far the operator reaches for it. */
function roleFor(scope: Construct, id: string, name: string, resource: string): ClusterRoleV1 {
  return new ClusterRoleV1(scope, id, {
    metadata: { name, labels: { "app.kubernetes.io/part-of": "external-secrets" } },
    rule: [{ apiGroups: ["external-secrets.io"], resources: [resource], verbs: [...VERBS] }],
  });
}
