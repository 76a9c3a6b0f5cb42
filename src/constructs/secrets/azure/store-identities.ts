/** An identity for each store, with a role on each of its secrets. */
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { type ITerraformDependable, Lazy, TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import { FederatedIdentity, federatedPods } from "../../kit/azure/federated-identity";
import { physicalName } from "../../kit/cdktf/names";
import { terraformDependables } from "../../kit/cdktf/dependables";
import type { OpenedStore } from "../contract";
import type { SecretAccess, StoreAccess, StoreIdentity } from "../cluster/store-access";
import type { StoreAccessProps } from "../cluster/store-backend";
import { secretName } from "../cluster/secret-names";

/**
 * On one secret, the former reads its value; the latter also sets, deletes and recovers it. Neither lists what else is in the vault
 * (learn.microsoft.com/azure/key-vault/general/rbac-guide, "Azure built-in roles for Key Vault data plane operations").
 */
const ROLES: Readonly<Record<SecretAccess, string>> = {
  read: "Key Vault Secrets User",
  write: "Key Vault Secrets Officer",
};

/** Of an identity's name (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, "userAssignedIdentities"). */
const NAME_LENGTH = 128;

export interface StoreIdentitiesProps extends StoreAccessProps {
  /** Where the vault is asked. */
  readonly vaultUrl: string;
}

export class StoreIdentities implements StoreAccess {
  public readonly place: Readonly<Record<string, string>>;
  private readonly issuer: string;
  private readonly resourceGroupName: string;

  /** @throws JangadaError SECRET_STORE_PLACE for a cluster that tells nothing of its tokens, and without a tenant */
  constructor(
    private readonly scope: Construct,
    private readonly props: StoreIdentitiesProps,
  ) {
    const { vaultUrl, cluster, accountDetails } = props;
    const { details } = cluster.attributes;
    this.place = { vaultUrl, tenant: this.known("the tenant", accountDetails["tenant"]) };
    this.issuer = this.known("the issuer of the cluster's tokens", details["oidc-issuer"]);
    this.resourceGroupName = this.known("the cluster's resource group", details["resource-group"]);
  }

  public identify(scope: Construct, store: OpenedStore): StoreIdentity {
    const { environment, region: location, cluster, namespace, keyId, foreign } = this.props;
    const { resourceGroupName, issuer } = this;
    // Dots, which neither kind of name takes, as the slashes that no store's name has: no two meet.
    const name = secretName(store.name.replaceAll(".", "/"));
    const serviceAccount = `store-${name}`;
    const identity = new UserAssignedIdentity(scope, "Identity", {
      name: physicalName([environment, "secrets", name], NAME_LENGTH),
      location,
      resourceGroupName,
    });
    const federation = new FederatedIdentity(scope, "Federation", {
      identityId: identity.id,
      resourceGroupName,
      clusterName: cluster.clusterName,
      issuer,
      serviceAccounts: [{ namespace, serviceAccount }],
    });
    const secrets = new Construct(scope, "Secrets");
    const roleOn = (id: string, on: string, access: () => SecretAccess): RoleAssignment =>
      new RoleAssignment(secrets, id, {
        scope: on,
        roleDefinitionName: Lazy.stringValue({ produce: () => ROLES[access()] }),
        principalId: identity.principalId,
        // Said, since the directory hears of a new identity later than this is asked.
        principalType: "ServicePrincipal",
      });
    if (store.prefix === "" && foreign.length > 0) this.readForeign(secrets, identity, foreign);
    return {
      serviceAccount,
      annotations: federatedPods(identity.clientId).serviceAccountAnnotations,
      ready: terraformDependables([...federation.ready]),
      // A role may be given on what is not there yet: it is what makes it.
      allow: (key, access): ITerraformDependable => roleOn(key, `${keyId}/secrets/${key}`, access),
    };
  }

  /** Ids that Terraform alone may know: each stands in the address by itself. */
  private readForeign(scope: Construct, { principalId }: UserAssignedIdentity, foreign: readonly string[]): void {
    const ids = TerraformIterator.fromList([...new Set(foreign)]);
    new RoleAssignment(scope, "Foreign", {
      forEach: ids,
      scope: ids.value as string,
      roleDefinitionName: ROLES.read,
      principalId,
      principalType: "ServicePrincipal",
    });
  }

  private known(what: string, value: string | undefined): string {
    if (value !== undefined && value !== "") return value;
    throw new JangadaError({
      code: "SECRET_STORE_PLACE",
      message: `Stores of secrets on Azure need ${what}, which nobody told.`,
      place: { construct: this.scope.node.path },
      remedy: "Pass 'accountDetails: { tenant }', and a cluster of Azure that the library made or adopted.",
    });
  }
}
