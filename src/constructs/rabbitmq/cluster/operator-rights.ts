/**
 * What the two operators may do: in their own namespace, and nowhere else. The chart's own roles are cluster-wide, and come with
 * others that everybody would get who has `view`, `edit` or `admin` anywhere; `rbac.create` turns off both, so they stand here.
 */
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { Construct } from "constructs";

export const CLUSTER_OPERATOR = "rabbitmq-cluster-operator";
export const TOPOLOGY_OPERATOR = "rabbitmq-topology-operator";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ["get", "list", "watch"] as const;
const WRITE = [...READ, "create", "update"] as const;

/** Electing one of several copies, and telling what happened. */
const COMMON: readonly Rule[] = [
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: [...WRITE, "patch", "delete"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "get", "patch"] },
];

/** As upstream has it (config/rbac/role.yaml of cluster-operator v2.22), in one namespace. */
export const CLUSTER_OPERATOR_RULES: readonly Rule[] = [
  ...COMMON,
  { apiGroups: ["rabbitmq.com"], resources: ["rabbitmqclusters"], verbs: WRITE },
  { apiGroups: ["rabbitmq.com"], resources: ["rabbitmqclusters/status"], verbs: ["get", "patch", "update"] },
  { apiGroups: ["rabbitmq.com"], resources: ["rabbitmqclusters/finalizers"], verbs: ["update"] },
  { apiGroups: ["apps"], resources: ["statefulsets"], verbs: [...WRITE, "delete"] },
  {
    apiGroups: [""],
    resources: ["configmaps", "persistentvolumeclaims", "secrets", "serviceaccounts", "services"],
    verbs: WRITE,
  },
  { apiGroups: [""], resources: ["pods"], verbs: [...READ, "update"] },
  // rabbitmqctl within the broker's own pods, after a change.
  { apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] },
  { apiGroups: [""], resources: ["endpoints"], verbs: READ },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
  // The brokers' own service accounts find their peers: no more than the operator may itself.
  { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles", "rolebindings"], verbs: [...WRITE, "delete"] },
];

/** Kinds that are made here. */
const USED = ["bindings", "exchanges", "permissions", "policies", "queues", "topicpermissions", "users", "vhosts"];
/** Kinds that the operator watches, or it does not start. */
const WATCHED = [...USED, "federations", "operatorpolicies", "schemareplications", "shovels", "superstreams"];

/**
 * Less than upstream's: it makes no Secret (every user's credentials are imported), and takes no custom resource away but by its
 * finalizer.
 */
export const TOPOLOGY_OPERATOR_RULES: readonly Rule[] = [
  ...COMMON,
  { apiGroups: ["rabbitmq.com"], resources: [...WATCHED, "rabbitmqclusters"], verbs: READ },
  { apiGroups: ["rabbitmq.com"], resources: USED, verbs: ["patch", "update"] },
  {
    apiGroups: ["rabbitmq.com"],
    resources: USED.map((kind) => `${kind}/status`),
    verbs: ["get", "patch", "update"],
  },
  { apiGroups: ["rabbitmq.com"], resources: USED.map((kind) => `${kind}/finalizers`), verbs: ["update"] },
  { apiGroups: [""], resources: ["secrets", "services"], verbs: READ },
];

export interface OperatorRightsProps {
  /** Namespace of the operator. */
  readonly namespace: string;
  /** Kubernetes service account of its pods. */
  readonly serviceAccount: string;
  /** What it may do, by API group and kind. */
  readonly rules: readonly Rule[];
}

/** A Role and its binding. */
export class OperatorRights extends Construct {
  public readonly role: RoleV1;
  public readonly binding: RoleBindingV1;

  constructor(scope: Construct, id: string, { namespace, serviceAccount, rules }: OperatorRightsProps) {
    super(scope, id);
    const metadata = { name: serviceAccount, namespace };
    this.role = new RoleV1(this, "Resource", {
      metadata,
      rule: rules.map(({ apiGroups, resources, verbs }) => ({
        apiGroups: [...apiGroups],
        resources: [...resources],
        verbs: [...verbs],
      })),
    });
    this.binding = new RoleBindingV1(this, "binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: this.role.metadata.name },
      subject: [{ kind: "ServiceAccount", name: serviceAccount, namespace }],
    });
    this.node.defaultChild = this.role;
  }
}
