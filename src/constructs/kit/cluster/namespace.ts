/** A namespace with its pod security level. */
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** Pod Security Standards, from strict to none (kubernetes.io/docs/concepts/security/pod-security-standards). */
export type PodSecurity = "restricted" | "baseline" | "privileged";

export interface KubernetesNamespaceProps {
  /** Name of the namespace. */
  readonly name: string;
  /** Pods that ask for more are refused; the same level also warns and is written to the audit log. */
  readonly podSecurity: PodSecurity;
  /** @default none but those of pod security */
  readonly labels?: Readonly<Record<string, string>>;
  /** What must be there before it. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const POD_SECURITY = "pod-security.kubernetes.io";

/**
 * A namespace. Charts never make their own: Helm would leave it behind, and it would carry no pod security level.
 * @security CKV_K8S_21 nothing of the platform stands in the namespace `default`
 */
export class KubernetesNamespace extends Construct {
  public readonly resource: NamespaceV1;

  constructor(scope: Construct, id: string, props: KubernetesNamespaceProps) {
    super(scope, id);
    this.resource = new NamespaceV1(this, "Resource", {
      metadata: {
        name: props.name,
        labels: {
          ...props.labels,
          [`${POD_SECURITY}/enforce`]: props.podSecurity,
          [`${POD_SECURITY}/warn`]: props.podSecurity,
          [`${POD_SECURITY}/audit`]: props.podSecurity,
        },
      },
      dependsOn: props.dependsOn ? [...props.dependsOn] : undefined,
    });
    this.node.defaultChild = this.resource;
  }

  /** Its name, as a reference: what uses it comes after it. */
  public get name(): string {
    return this.resource.metadata.name;
  }
}
