/** The namespace of the environment's secrets, and which store may do what to which of them. */
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { type ITerraformDependable, Lazy } from "cdktf";
import { Construct } from "constructs";
import { admissionPolicy } from "../../kit/cluster/admission-policy";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { secretName } from "../cluster/secret-names";
import type { SecretAccess, StoreAccess, StoreIdentity } from "../cluster/store-access";
import { OPERATOR_NAMESPACE } from "../cluster/store-accounts";
import type { OpenedStore } from "../contract";
import { STORE_NAMESPACE } from "./names";

const RBAC = "rbac.authorization.k8s.io";
/** Of a name's length: what is longer is cut, and told apart by a digest (`secretName`). */
const ACCOUNT = "store-";

export class StoreRights extends Construct implements StoreAccess {
  public readonly place = {};
  public readonly namespace: KubernetesNamespace;

  constructor(scope: Construct) {
    super(scope, "cluster-store");
    // Nothing runs there.
    this.namespace = new KubernetesNamespace(this, "namespace", { name: STORE_NAMESPACE, podSecurity: "restricted" });
    new NamespaceGuard(this, "guard", { namespace: this.namespace.name });
  }

  public identify(scope: Construct, store: OpenedStore): StoreIdentity {
    // Dots, as the slashes that no store's name has: no two meet.
    const name = `${ACCOUNT}${secretName(store.name.replaceAll(".", "/"))}`;
    const given = new Map<string, () => SecretAccess>();
    const named = (access: SecretAccess): string[] =>
      [...given].flatMap(([key, of]) => (of() === access ? [key] : [])).sort();
    const metadata = { name, namespace: this.namespace.name };
    const role = new RoleV1(scope, "Role", {
      metadata,
      // As Terraform writes it: what it is made of is known when everybody has said what they need.
      rule: Lazy.anyValue({ produce: () => rulesFor(name, named("read"), named("write")) }),
    });
    const binding = new RoleBindingV1(scope, "RoleBinding", {
      metadata,
      roleRef: { apiGroup: RBAC, kind: "Role", name: role.metadata.name },
      subject: [{ kind: "ServiceAccount", name, namespace: OPERATOR_NAMESPACE }],
    });
    return {
      serviceAccount: name,
      annotations: {},
      ready: [binding],
      objects: creationRefused(name, () => named("write")),
      allow: (key, access): ITerraformDependable => {
        given.set(key, access);
        return role;
      },
    };
  }
}

/** A store without secrets reads one that nobody makes: without a right to any, it would never be ready. */
function rulesFor(account: string, read: readonly string[], write: readonly string[]): readonly object[] {
  const rule = (verbs: readonly string[], names?: readonly string[]): object => ({
    api_groups: [""],
    resources: ["secrets"],
    ...(names ? { resource_names: [...names] } : {}),
    verbs: [...verbs],
  });
  return [
    rule(["get"], read.length + write.length > 0 ? [...read, ...write].sort() : [account]),
    // Creation knows no names in RBAC: `creationRefused` holds it to them.
    ...(write.length > 0 ? [rule(["update", "delete"], write), rule(["create"])] : []),
  ];
}

/**
 * What RBAC cannot say: that a store makes its own secrets, and no other. Whoever could make the next password of somebody else's
 * service before it is generated would know it, since what is there is not generated.
 */
function creationRefused(account: string, names: () => readonly string[]): readonly KubernetesObject[] {
  return admissionPolicy({
    name: `secrets-of-${account}`,
    namespace: STORE_NAMESPACE,
    asked: { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["secrets"] },
    conditions: [
      {
        name: "by-the-store",
        expression: `request.userInfo.username == 'system:serviceaccount:${OPERATOR_NAMESPACE}:${account}'`,
      },
    ],
    validations: [
      {
        // Names are a-z, 0-9 and hyphens: nothing in them ends a text.
        expression: `object.metadata.name in [${Lazy.stringValue({
          produce: () =>
            names()
              .map((each) => `'${each}'`)
              .join(", "),
        })}]`,
        message: "This store writes other secrets.",
      },
    ],
  });
}
