/** How the Job that makes databases logs in to a server of Azure: by a token of Entra ID for the administrators' identity. */
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Fn, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CURL_IMAGE } from "../../../catalog/curl";
import { JangadaError } from "../../../errors";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import { packageFile } from "../../kit/assets";
import { AUDIENCE, FederatedIdentity } from "../../kit/azure/federated-identity";
import { restrictedContainer } from "../../kit/cluster/restricted";
import type { IdentityServerDetails } from "../adopted-postgres";
import { ADMIN_VOLUME, type AdminLogin, SCRIPTS, SCRIPTS_VOLUME } from "../cluster/services-job";
import type { IPostgresDb } from "../contract";

const SERVICE_ACCOUNT = "databases-administrator";
const SCRIPT = "entra-login.sh";
const TOKEN = { volume: "service-account-token", path: "/run/service-account", file: "token" } as const;

/** Seconds: the Job fetches its token at once. The shortest that Kubernetes gives is 600. */
const TOKEN_SECONDS = 3600;

/** The directory's token service, and what a token for PostgreSQL is for (learn.microsoft.com/azure/postgresql/flexible-server/security-entra-configure). */
const AUTHORITY = "https://login.microsoftonline.com";
const SCOPE = "https://ossrdbms-aad.database.windows.net/.default";
/** Of the image's distribution. */
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

export interface EntraAdministratorProps {
  /** A server that the identity administers. */
  readonly server: IPostgresDb;
  /** The cluster whose pods are let in. @default none, which is refused */
  readonly cluster?: IKubernetesCluster | undefined;
  /** The namespace of the Jobs. */
  readonly namespace: string;
  /** The same as a literal. @default `namespace` */
  readonly namespaceName?: string | undefined;
}

/** A service account whose pods are an administrators' identity: of all Jobs of the stack whose servers have the same one. */
export class EntraAdministrator extends Construct {
  public readonly serviceAccount: ServiceAccountV1;
  public readonly federation: FederatedIdentity;

  private constructor(scope: Construct, id: string, name: string, props: EntraAdministratorProps) {
    super(scope, id);
    const { server, cluster, namespace, namespaceName = namespace } = props;
    const { identityId } = server.attributes.details as IdentityServerDetails;
    const issuer = cluster?.attributes.details["oidc-issuer"];
    if (cluster === undefined || issuer === undefined) {
      throw new JangadaError({
        code: "POSTGRES_CLUSTER_UNKNOWN",
        message: `The administrator of the server '${server.serverName}' is an identity, and no cluster is given whose pods could be it.`,
        place: { construct: scope.node.path, path: "cluster" },
        remedy: "Give the cluster of AKS that the databases are made from, `cluster`.",
      });
    }
    this.serviceAccount = new ServiceAccountV1(this, "Resource", {
      metadata: { name, namespace, labels: { "app.kubernetes.io/managed-by": "terraform" } },
      // The API server is asked nothing: the token that is exchanged is mounted by the pod that needs it.
      automountServiceAccountToken: false,
    });
    this.node.defaultChild = this.serviceAccount;
    this.federation = new FederatedIdentity(this, "pods", {
      identityId,
      // `/subscriptions/<id>/resourceGroups/<name>/…`
      resourceGroupName: Token.asString(Fn.element(Fn.split("/", identityId), 4)),
      clusterName: cluster.clusterName,
      issuer,
      serviceAccounts: [{ namespace: namespaceName, serviceAccount: name }],
    });
  }

  /** The one of the stack for that identity. Servers that are made here have one identity; one that exists may have its own. */
  public static of(scope: Construct, props: EntraAdministratorProps): EntraAdministrator {
    const { identityId = "" } = props.server.attributes.details;
    const own = Token.isUnresolved(identityId)
      ? ""
      : `-${createHash("sha256").update(identityId).digest("hex").slice(0, 8)}`;
    const stack = TerraformStack.of(scope);
    const id = `Administrator${own}`;
    const found = stack.node.tryFindChild(id);
    return found instanceof EntraAdministrator
      ? found
      : new EntraAdministrator(stack, id, `${SERVICE_ACCOUNT}${own}`, props);
  }
}

/**
 * Before the script an init container fetches the token into memory.
 * @throws JangadaError POSTGRES_CLUSTER_UNKNOWN
 */
export function entraLogin(job: Construct, props: EntraAdministratorProps): AdminLogin {
  const { username, clientId, tenant } = props.server.attributes.details as IdentityServerDetails;
  const { serviceAccount, federation } = EntraAdministrator.of(job, props);
  const env: Readonly<Record<string, string>> = {
    USERNAME: username,
    CLIENT_ID: clientId,
    TENANT: tenant,
    AUTHORITY,
    SCOPE,
    TOKEN_FILE: `${TOKEN.path}/${TOKEN.file}`,
    OUT_DIR: ADMIN_VOLUME.path,
    AUTHORITIES,
    HOME: "/tmp",
  };
  return {
    volume: { name: ADMIN_VOLUME.name, emptyDir: { medium: "Memory", sizeLimit: "4Mi" } },
    volumes: [
      {
        name: TOKEN.volume,
        projected: [
          {
            defaultMode: "0440",
            sources: [
              {
                serviceAccountToken: { audience: AUDIENCE, expirationSeconds: TOKEN_SECONDS, path: TOKEN.file },
              },
            ],
          },
        ],
      },
    ],
    initContainers: [
      {
        name: "entra-login",
        image: `${CURL_IMAGE.repository}:${CURL_IMAGE.tag}`,
        imagePullPolicy: "Always",
        command: ["bash", `${SCRIPTS}/${SCRIPT}`],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: SCRIPTS_VOLUME, mountPath: SCRIPTS, readOnly: true },
          { name: ADMIN_VOLUME.name, mountPath: ADMIN_VOLUME.path },
          { name: TOKEN.volume, mountPath: TOKEN.path, readOnly: true },
        ],
      },
    ],
    serviceAccountName: serviceAccount.metadata.name,
    files: { [SCRIPT]: readFileSync(packageFile("assets", "entra", SCRIPT), "utf8") },
    authorities: `${ADMIN_VOLUME.path}/ca.pem`,
    known: [username, clientId, tenant],
    ready: federation.ready,
  };
}
