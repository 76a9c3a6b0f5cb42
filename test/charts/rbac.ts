/** What rendered roles allow, in lines that a person can read and a test can list. */
import type { KubernetesDocument } from "./helm";
import { ofKind } from "./rendered";

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

const text = (list: readonly string[] | undefined): string => [...(list ?? [])].sort().join(",");

/** `ClusterRole name: verbs of group/resource [names]`, one line for each resource of each rule. */
export function rulesOf(documents: readonly KubernetesDocument[]): readonly string[] {
  return ofKind(documents, "ClusterRole", "Role").flatMap((role) =>
    ((role["rules"] ?? []) as readonly Rule[]).flatMap(({ apiGroups = [], resources = [], resourceNames, verbs }) =>
      resources.flatMap((resource) =>
        apiGroups.map((group) => {
          const only = resourceNames ? ` [${text(resourceNames)}]` : "";
          return `${role.kind} ${role.metadata.name}: ${text(verbs)} ${group}/${resource}${only}`;
        }),
      ),
    ),
  );
}

/**
 * The lines through which Secrets or tokens can be had, or more rights than one has: Secrets, service accounts and their tokens,
 * reviews of tokens, pods and what runs in them, roles and bindings, admission, nodes, and every wildcard.
 */
export function sensitive(rules: readonly string[]): readonly string[] {
  return rules.filter((rule) =>
    /(\/(secrets|serviceaccounts|tokenreviews|subjectaccessreviews|pods|deployments|jobs|daemonsets|statefulsets|nodes|namespaces|roles|clusterroles|rolebindings|clusterrolebindings|validatingwebhookconfigurations|mutatingwebhookconfigurations|certificatesigningrequests)\b|\*|impersonate|escalate|\bbind\b)/.test(
      rule,
    ),
  );
}

/** `Binding name: role to namespace/service account`. */
export function bindingsOf(documents: readonly KubernetesDocument[]): readonly string[] {
  return ofKind(documents, "ClusterRoleBinding", "RoleBinding").map((binding) => {
    const role = binding["roleRef"] as { readonly kind: string; readonly name: string };
    const subjects = (binding["subjects"] ?? []) as readonly { kind: string; namespace?: string; name: string }[];
    const to = subjects.map(({ kind, namespace, name }) => `${kind} ${namespace ?? ""}/${name}`).join(", ");
    return `${binding.kind} of ${role.kind} ${role.name} to ${to}`;
  });
}

/** Labels by which roles are gathered into others: `view`, `edit`, `admin`, and whatever else selects roles. */
export function aggregated(documents: readonly KubernetesDocument[]): readonly string[] {
  return ofKind(documents, "ClusterRole").flatMap((role) =>
    Object.keys(role.metadata.labels ?? {})
      .filter((label) => /aggregate|servicebinding\.io/.test(label))
      .map((label) => `${role.metadata.name} ${label}`),
  );
}
