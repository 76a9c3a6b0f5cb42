/** Services that are principals of Entra ID: an identity of each, whose tokens its pods get, and the server takes in place of a password. */
import type { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct, type IDependable } from "constructs";
import { JangadaError, type Problem } from "../../../errors";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import { clusterGroupOf } from "../../kit/azure/cluster-place";
import { MOST_CREDENTIALS } from "../../../targets/aks/identity-limits";
import { FederatedIdentity } from "../../kit/azure/federated-identity";
import { clusterDetail } from "../../kit/cluster-detail";
import { physicalName } from "../../kit/cdktf/names";
import type { IdentityServerDetails } from "../adopted-postgres";
import type { ServiceLogins } from "../cluster/service-logins";
import type { PostgresServicesProps, ServiceAccount } from "../postgres-services";

/** Longest name of an identity (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const NAME_LENGTH = 128;
const SHOWN_BY = "az aks show";
const LABELS = { "app.kubernetes.io/name": "postgres-services", "app.kubernetes.io/managed-by": "terraform" };

/** What applications are told in place of a password. */
const AUTHENTICATION = "entra";

/** Of the labels that say whose tokens let in (learn.microsoft.com/azure/postgresql/security/security-manage-entra-users). */
export const LABEL_PROVIDER = "pgaadauth";

/** A managed identity by its object id, which administers nothing. */
const labelOf = ({ principalId }: UserAssignedIdentity): string => `aadauth,oid=${principalId},type=service`;

/** The role as which a service's principal logs in, as the Job calls it. No service's name has an underscore: it is no other service's. */
const principalRole = (service: string): string => `${service}_token`;

/** Where a server says that it takes no passwords. */
export const isEntraOnly = ({ server }: Pick<PostgresServicesProps, "server">): boolean =>
  server.attributes.details["passwordless"] !== undefined;

/**
 * The identity of one service, federated with the service accounts whose pods are it. The server knows it by its object id: one that is
 * made anew under the same name is another principal, of which the Job tells the server.
 */
export class ServicePrincipal extends Construct {
  public readonly identity: UserAssignedIdentity;
  /** One credential after the other: Entra ID takes one write to an identity at a time. */
  public readonly credentials: readonly FederatedIdentityCredential[];
  /** Name in the store of the secret that applications read. */
  public readonly remoteName: string;

  constructor(
    scope: Construct,
    private readonly service: string,
    cluster: IKubernetesCluster,
    private readonly props: PostgresServicesProps,
  ) {
    super(scope, service);
    const { server, region, secretPrefix, serviceAccounts = {} } = props;
    const resourceGroupName = clusterGroupOf(cluster).name;
    this.remoteName = `${secretPrefix}/${service}/principal`;
    this.identity = new UserAssignedIdentity(this, "identity", {
      name: physicalName([server.serverName, service, "database"], NAME_LENGTH),
      location: region ?? clusterDetail(cluster, "location", SHOWN_BY),
      resourceGroupName,
    });
    const pods = new Construct(this, "pods");
    const credentials: FederatedIdentityCredential[] = [];
    for (const [namespace, accounts] of byNamespace(serviceAccounts[service] ?? [])) {
      const federation = new FederatedIdentity(pods, namespace, {
        identityId: this.identity.id,
        resourceGroupName,
        clusterName: cluster.clusterName,
        issuer: clusterDetail(cluster, "oidc-issuer", SHOWN_BY),
        serviceAccounts: accounts,
        after: [...credentials],
      });
      credentials.push(...federation.credentials);
    }
    this.credentials = credentials;
    this.node.defaultChild = this.identity;
  }

  /** None of it is secret; it goes the way of the passwords, so that applications find it where they found those. */
  public publish(job: IDependable): void {
    const { server, secrets, namespace, deleteWithEnvironment } = this.props;
    const { tenant } = server.attributes.details as IdentityServerDetails;
    const data = {
      username: principalRole(this.service),
      authentication: AUTHENTICATION,
      clientId: this.identity.clientId,
      tenant,
    };
    const secretName = `${server.serverName}.service.${this.service}.${AUTHENTICATION}`;
    const held = new SecretV1(this, "login", { metadata: { name: secretName, namespace, labels: LABELS }, data });
    secrets.publish(this, "published", {
      namespace,
      secretName,
      remoteName: this.remoteName,
      keys: Object.keys(data),
      deleteWithEnvironment,
      dependsOn: [job, held, ...this.credentials],
    });
  }
}

/** Of all services of a server: none has a password, and so nobody reads its figures. */
export class PrincipalLogins implements ServiceLogins {
  public readonly connectionSecrets: Readonly<Record<string, string>>;
  public readonly identities: Readonly<Record<string, string>>;
  public readonly pod: ServiceLogins["pod"];
  public readonly known: readonly string[];
  public readonly ready: readonly IDependable[];
  private readonly principals: readonly ServicePrincipal[];

  /** @throws JangadaError POSTGRES_ADMIN_KIND, POSTGRES_CLUSTER_UNKNOWN, POSTGRES_SERVICE_ACCOUNTS, CLUSTER_DETAIL_MISSING. */
  constructor(of: Construct, props: PostgresServicesProps) {
    const cluster = checked(of, props);
    const services = [...props.services].sort();
    this.principals = services.map((service) => new ServicePrincipal(of, service, cluster, props));
    const byService = <Found>(found: (principal: ServicePrincipal) => Found): Record<string, Found> =>
      Object.fromEntries(this.principals.map((principal) => [principal.node.id, found(principal)]));
    this.connectionSecrets = byService(({ remoteName }) => remoteName);
    this.identities = byService(({ identity }) => identity.clientId);
    this.pod = { principals: byService(({ identity }) => labelOf(identity)) };
    this.known = this.principals.map(({ identity }) => identity.principalId);
    this.ready = this.principals.map(({ identity }) => identity);
  }

  public publish(job: IDependable): void {
    for (const principal of this.principals) principal.publish(job);
  }
}

function byNamespace(accounts: readonly ServiceAccount[]): ReadonlyMap<string, readonly ServiceAccount[]> {
  const found = new Map<string, readonly ServiceAccount[]>();
  for (const account of accounts) found.set(account.namespace, [...(found.get(account.namespace) ?? []), account]);
  return found;
}

function checked(of: Construct, props: PostgresServicesProps): IKubernetesCluster {
  const { server, cluster, services, serviceAccounts = {} } = props;
  const place = { construct: of.node.path };
  const problems: Problem[] = [];
  if (server.admin.kind !== "workload-identity") {
    problems.push({
      code: "POSTGRES_ADMIN_KIND",
      message: `The server '${server.serverName}' takes no passwords, and its administrator is no identity (but '${server.admin.kind}'): only an administrator of Entra ID makes principals.`,
      place: { ...place, path: "server" },
      remedy:
        "Give `details: { username, identityId, clientId, tenant, passwordless }` of an identity that administers the server.",
    });
  } else if (cluster === undefined) {
    problems.push({
      code: "POSTGRES_CLUSTER_UNKNOWN",
      message: `The server '${server.serverName}' takes no passwords, and no cluster is given whose pods its services could be.`,
      place: { ...place, path: "cluster" },
      remedy: "Give the cluster of AKS that the services run in, `cluster`.",
    });
  }
  for (const service of services) {
    const accounts = serviceAccounts[service] ?? [];
    const names = accounts.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`);
    if (accounts.length > 0 && accounts.length <= MOST_CREDENTIALS && new Set(names).size === names.length) continue;
    problems.push({
      code: "POSTGRES_SERVICE_ACCOUNTS",
      message: `The service '${service}' has no password, and ${accounts.length} service accounts: it takes from one to ${MOST_CREDENTIALS}, each once.`,
      place: { ...place, path: "serviceAccounts" },
      remedy: "Name those whose pods are the service.",
    });
  }
  if (problems.length > 0 || cluster === undefined) throw new JangadaError(problems);
  return cluster;
}
