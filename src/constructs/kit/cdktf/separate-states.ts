/**
 * The kubernetes and helm providers never live in the state that creates their cluster: configured from a resource of their
 * own state, they have no endpoint at the first plan, and lose it when the cluster is replaced
 * (terraform-provider-helm#1077).
 */
import { TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const CLIENTS = /^(kubernetes|helm)(_|$)/;

/** Makes synth fail if anything of the kubernetes or helm providers stands in the stack of `cluster`. */
export function refuseClusterClients(cluster: IConstruct): void {
  const stack = TerraformStack.of(cluster);
  cluster.node.addValidation({
    validate: () =>
      stack.node
        .findAll()
        .filter((construct) => TerraformElement.isTerraformElement(construct))
        .filter((element) => CLIENTS.test(typeOf(element)))
        .map(
          (element) =>
            `'${element.node.path}' (${typeOf(element)}) stands in stack '${stack.node.id}', which creates the cluster '${cluster.node.path}'. ` +
            `Put it into a stack of its own that adopts the cluster with KubernetesCluster.fromExisting(…): a provider that is configured from ` +
            `a resource of its own state has no endpoint at the first plan. [CLUSTER_CLIENT_IN_CLUSTER_STATE]`,
        ),
  });
}

function typeOf(element: IConstruct): string {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformProvider.isTerraformProvider(element)) return element.terraformResourceType;
  const type = (element as { terraformResourceType?: unknown }).terraformResourceType;
  return typeof type === "string" ? type : "";
}
