/** Lets the pods of service accounts act as an identity that exists. */
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import type { IDependable } from "constructs";
import { Construct } from "constructs";
import { MOST_CREDENTIALS } from "../../../targets/aks/identity-limits";
import { physicalName } from "../cdktf/names";

/** What tokens for Entra ID are made out to (learn.microsoft.com/azure/aks/workload-identity-overview). */
export const AUDIENCE = "api://AzureADTokenExchange";
/** Longest name of a credential (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const NAME_LENGTH = 120;

/** A service account, whose pods are let in. */
export interface FederatedServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

export interface FederatedIdentityProps {
  /** ARM id of the identity. */
  readonly identityId: string;
  /** The resource group that the identity stands in. */
  readonly resourceGroupName: string;
  /** Name of the cluster: it tells the credentials of several clusters apart. A literal. */
  readonly clusterName: string;
  /** URL of whoever issues the tokens of the cluster's service accounts. */
  readonly issuer: string;
  /** Twenty at most, each once; names are literals. */
  readonly serviceAccounts: readonly FederatedServiceAccount[];
  /** Credentials of the same identity that are made elsewhere: two at once are refused. @default none */
  readonly after?: readonly FederatedIdentityCredential[];
}

/**
 * One credential after the other: Entra ID refuses two writes at once to one identity
 * (learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations, "Concurrent updates").
 */
export class FederatedIdentity extends Construct {
  public readonly credentials: readonly FederatedIdentityCredential[];

  /** @throws RangeError for more credentials than an identity can have */
  constructor(scope: Construct, id: string, props: FederatedIdentityProps) {
    super(scope, id);
    const { clusterName, after = [] } = props;
    if (props.serviceAccounts.length + after.length > MOST_CREDENTIALS) {
      throw new RangeError(
        `An identity has ${MOST_CREDENTIALS} credentials at most, not ${props.serviceAccounts.length + after.length}.`,
      );
    }
    const credentials: FederatedIdentityCredential[] = [];
    for (const { namespace, serviceAccount } of props.serviceAccounts) {
      const previous = credentials.at(-1) ?? after.at(-1);
      credentials.push(
        new FederatedIdentityCredential(this, `${namespace}-${serviceAccount}`, {
          name: physicalName([clusterName, namespace, serviceAccount], NAME_LENGTH),
          resourceGroupName: props.resourceGroupName,
          parentId: props.identityId,
          issuer: props.issuer,
          subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
          audience: [AUDIENCE],
          ...(previous ? { dependsOn: [previous] } : {}),
        }),
      );
    }
    this.credentials = credentials;
  }

  /** Depend on it: pods that start earlier get no credentials. */
  public get ready(): readonly IDependable[] {
    return this.credentials;
  }
}

/** What pods and their service account must carry, for the cluster's webhook to hand them a token of the identity. */
export function federatedPods(clientId: string): {
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
} {
  return {
    serviceAccountAnnotations: { "azure.workload.identity/client-id": clientId },
    podLabels: { "azure.workload.identity/use": "true" },
  };
}
