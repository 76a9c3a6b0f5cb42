/** The identity of a service account's pods, its roles, and those that it can take on. */
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct, type IDependable } from "constructs";
import type { IWorkloadIdentity, Permission, WorkloadIdentityProps } from "../../../model/identity";
import { FederatedIdentity, federatedPods } from "../../kit/azure/federated-identity";
import { physicalName } from "../../kit/cdktf/names";
import type { IAksCluster } from "./aks";
import { grantsFor } from "./permissions";

/** Longest name of an identity (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const NAME_LENGTH = 128;

export interface PodIdentityProps extends WorkloadIdentityProps {
  /** The cluster whose pods they are. */
  readonly cluster: Pick<IAksCluster, "clusterName" | "location" | "resourceGroupName" | "oidcIssuer">;
}

/** One identity, federated with the service account, with a role for each permission. */
class PodRole extends Construct {
  public readonly identity: UserAssignedIdentity;
  public readonly roles: readonly RoleAssignment[];
  public readonly federation: FederatedIdentity;

  constructor(
    scope: Construct,
    id: string,
    {
      cluster,
      namespace,
      serviceAccount,
      permissions,
      as,
    }: PodIdentityProps & { readonly permissions: readonly Permission[]; readonly as: readonly string[] },
  ) {
    super(scope, id);
    const { clusterName, location, resourceGroupName } = cluster;
    const owner = namespace === serviceAccount ? [serviceAccount] : [namespace, serviceAccount];
    this.identity = new UserAssignedIdentity(this, "Resource", {
      name: physicalName([clusterName, ...owner, ...as], NAME_LENGTH),
      location,
      resourceGroupName,
    });
    this.node.defaultChild = this.identity;
    this.roles = grantsFor(permissions, this.node.path).map(
      ({ id: grantId, role, scope: on, condition }) =>
        new RoleAssignment(this, grantId, {
          scope: on,
          roleDefinitionName: role,
          principalId: this.identity.principalId,
          // Said, since the directory hears of a new identity later than this is asked.
          principalType: "ServicePrincipal",
          ...(condition === undefined ? {} : { condition, conditionVersion: "2.0" }),
        }),
    );
    this.federation = new FederatedIdentity(this, "pods", {
      identityId: this.identity.id,
      resourceGroupName,
      clusterName,
      issuer: cluster.oidcIssuer,
      serviceAccounts: [{ namespace, serviceAccount }],
    });
  }

  public get ready(): readonly IDependable[] {
    return [...this.roles, ...this.federation.ready];
  }
}

/**
 * Pods get tokens of Entra ID for their service account's own: no key and no password is anywhere. Identities that can be taken on
 * trust the same service account, whose pods name the one that they want by its client id.
 */
export class WorkloadIdentity extends Construct implements IWorkloadIdentity {
  public readonly role: PodRole;
  public readonly assumableRoles: Readonly<Record<string, PodRole>>;

  /** @throws JangadaError TARGET_CANNOT for what no role can be narrowed to */
  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const { assumable = {} } = props;
    this.role = new PodRole(this, "role", { ...props, as: [] });
    this.node.defaultChild = this.role.identity;
    const granted = Object.entries(assumable).filter(
      ([, permissions]) => grantsFor(permissions, this.node.path).length > 0,
    );
    this.assumableRoles = Object.fromEntries(
      granted.map(([name, permissions]) => [name, new PodRole(this, name, { ...props, permissions, as: [name] })]),
    );
  }

  /** Id by which pods name the identity. */
  public get clientId(): string {
    return this.role.identity.clientId;
  }
  /** Object id of the identity, to which roles are given. */
  public get principalId(): string {
    return this.role.identity.principalId;
  }
  public get serviceAccountAnnotations(): Readonly<Record<string, string>> {
    return federatedPods(this.clientId).serviceAccountAnnotations;
  }
  public get podLabels(): Readonly<Record<string, string>> {
    return federatedPods(this.clientId).podLabels;
  }
  public get assumable(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.assumableRoles).map(([name, { identity }]) => [name, identity.clientId]),
    );
  }
  public get ready(): readonly IDependable[] {
    return [this.role, ...Object.values(this.assumableRoles)].flatMap((role) => [...role.ready]);
  }
}
