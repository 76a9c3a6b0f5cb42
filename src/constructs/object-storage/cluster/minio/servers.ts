/** MinIO, as the servers of all stores of objects in the cluster. */
import type { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { Construct } from "constructs";
import { terraformDependables } from "../../../kit/cdktf/dependables";
import { validateProps } from "../../../kit/cdktf/props";
import { Manifests } from "../../../kit/cluster/manifests";
import type { NamespaceGuard } from "../../../kit/cluster/namespace-guard";
import { serverClaim } from "../../../kit/cluster/server-claim";
import { checkObjectServers } from "../../../object-servers/check";
import { objectServersSchema } from "../../../object-servers/section";
import { ServerKeys } from "../keys";
import { CERTIFICATES_RELEASE } from "../endpoint/names";
import type { IObjectServers } from "../place";
import { LEFT_OUT, type ObjectServersProps, SERVERS_TIMEOUT } from "../servers-props";
import { minioGuards } from "./guards";
import { CLAIM, LABELS, SET } from "./names";
import { budgets, certificateObjects, services } from "./objects";
import { minioPods, podCount } from "./pods";
import { MinioUsers } from "./users-job";

/**
 * Servers that are all alike, in a namespace that is closed: each has a volume, and each takes requests, by HTTPS and signed alone. An object
 * is spread over a set of them, and as many may be lost as there are `copies` less one.
 * @security CKV_K8S_21 in a namespace of its own
 */
export class MinioServers extends Construct implements IObjectServers {
  public readonly keys: ServerKeys;
  /** By the number of the server. */
  public readonly claims: readonly PersistentVolumeClaimV1[];
  public readonly guards: readonly NamespaceGuard[];
  public readonly certificates: Manifests;
  public readonly pods: Manifests;
  /** Who may log in. */
  public readonly users: MinioUsers;
  /** The namespace, as a reference. */
  public readonly namespace: string;
  public readonly lockableFromCreation = true;

  /** @throws JangadaError INVALID_PROPS, OBJECT_SERVERS_COPIES, OBJECT_SERVERS_ENGINE. */
  constructor(scope: Construct, id: string, props: ObjectServersProps) {
    super(scope, id);
    const { environment, namespace, secrets, secretPrefix, stores, clients, holdBackups, dependsOn, ...given } = props;
    const settings = validateProps(this, objectServersSchema, given, checkObjectServers);
    const after = terraformDependables(dependsOn);
    const labels = holdBackups ? LEFT_OUT : {};
    this.namespace = namespace;
    this.guards = minioGuards(this, { namespace, clients, dependsOn: after });
    this.keys = new ServerKeys(this, "keys", {
      secrets,
      namespace,
      secretPrefix,
      stores,
      adminKeyRevision: settings.adminKeyRevision,
      deleteWithEnvironment: !settings.protected,
      dependsOn,
    });
    const volumes = new Construct(this, "volumes");
    this.claims = Array.from({ length: podCount(settings) }, (_, index) =>
      serverClaim(volumes, `minio-${index}`, {
        name: `${CLAIM}-${SET}-${index}`,
        namespace,
        labels: { ...LABELS, ...labels },
        storage: settings.storage,
        protected: settings.protected,
        dependsOn: after,
      }),
    );
    this.certificates = new Manifests(this, "certificates", {
      releaseName: CERTIFICATES_RELEASE,
      namespace,
      objects: [...certificateObjects(environment), ...services(), ...budgets(podCount(settings))],
      dependsOn: after,
    });
    this.pods = new Manifests(this, "pods", {
      releaseName: SET,
      namespace,
      objects: [minioPods({ ...settings, administrator: this.keys.administrator.secretName, labels })],
      timeoutSeconds: SERVERS_TIMEOUT,
      dependsOn: [
        ...after,
        ...this.guards.map(({ resource }) => resource),
        ...terraformDependables(this.keys.ready),
        ...this.claims,
        this.certificates.release,
      ],
    });
    this.users = new MinioUsers(this, "users", {
      namespace,
      keys: this.keys,
      stores,
      image: settings.minio.clientImage,
      dependsOn: [this.pods],
    });
    this.node.defaultChild = this.pods.release;
  }
}
