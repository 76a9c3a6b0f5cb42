/**
 * What the plugin may do: in one namespace, but for the list of stores, which it watches everywhere (plugin-barman-cloud v0.13,
 * config/rbac/role.yaml and internal/cnpgi/operator/manager.go). The chart's own role is cluster-wide in everything; its leases come with
 * a role of its own, which it makes in any case.
 */
import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { Construct } from "constructs";
import { BACKUP_PLUGIN_RELEASE } from "./cnpg-names";

const RBAC = "rbac.authorization.k8s.io";
const READ = ["get", "list", "watch"];

interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

const EVERYWHERE: readonly Rule[] = [{ apiGroups: ["barmancloud.cnpg.io"], resources: ["objectstores"], verbs: READ }];

/** Servers' own accounts get a role each, by which they read their store and its credentials: no more than it may itself. */
const HERE: readonly Rule[] = [
  { apiGroups: [""], resources: ["secrets"], verbs: READ },
  { apiGroups: ["barmancloud.cnpg.io"], resources: ["objectstores"], verbs: [...READ, "update", "patch"] },
  { apiGroups: ["barmancloud.cnpg.io"], resources: ["objectstores/finalizers"], verbs: ["update"] },
  { apiGroups: ["barmancloud.cnpg.io"], resources: ["objectstores/status"], verbs: ["get", "patch", "update"] },
  { apiGroups: ["postgresql.cnpg.io"], resources: ["backups"], verbs: READ },
  { apiGroups: ["postgresql.cnpg.io"], resources: ["clusters/finalizers"], verbs: ["update"] },
  { apiGroups: [RBAC], resources: ["roles", "rolebindings"], verbs: [...READ, "create", "update", "patch"] },
];

export class PluginRights extends Construct {
  public readonly bindings: readonly [RoleBindingV1, ClusterRoleBindingV1];

  constructor(scope: Construct, id: string, { namespace }: { readonly namespace: string }) {
    super(scope, id);
    const subject = [{ kind: "ServiceAccount", name: BACKUP_PLUGIN_RELEASE, namespace }];
    const role = new RoleV1(this, "Resource", {
      metadata: { name: BACKUP_PLUGIN_RELEASE, namespace },
      rule: [...HERE],
    });
    const everywhere = new ClusterRoleV1(this, "stores", {
      metadata: { name: `${BACKUP_PLUGIN_RELEASE}-stores` },
      rule: [...EVERYWHERE],
    });
    this.bindings = [
      new RoleBindingV1(this, "binding", {
        metadata: { name: BACKUP_PLUGIN_RELEASE, namespace },
        roleRef: { apiGroup: RBAC, kind: "Role", name: role.metadata.name },
        subject,
      }),
      new ClusterRoleBindingV1(this, "stores-binding", {
        metadata: { name: `${BACKUP_PLUGIN_RELEASE}-stores` },
        roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: everywhere.metadata.name },
        subject,
      }),
    ];
    this.node.defaultChild = role;
  }
}
