/** A PostgreSQL server as pods of the cluster, run by CloudNativePG. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import { JangadaError } from "../../../errors";
import type { IWorkloadIdentity } from "../../../model/identity";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { physicalName } from "../../kit/cdktf/names";
import { validateProps } from "../../kit/cdktf/props";
import { serverCertificate } from "../../kit/cluster/certificates";
import { Manifests } from "../../kit/cluster/manifests";
import { NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { platformKeys } from "../../object-storage/platform-keys";
import { ServicePasswords } from "../../secrets/service-passwords";
import { checkServer } from "../check";
import type { IPostgresDb, PostgresAdmin, PostgresDbAttributes } from "../contract";
import { type PostgresDbProps, type PostgresDbSettings, postgresDbSchema } from "../props";
import { type BackupPlace, backupObjects, type KeyedBackups } from "./cnpg-backups";
import { checkCnpgServer } from "./cnpg-check";
import { cnpgCluster } from "./cnpg-cluster";
import {
  ADMINISTRATOR,
  AUTHORITY,
  certificateSecret,
  MAX_SERVER_NAME,
  OPERATOR_RELEASE,
  poolerName,
  POSTGRES_NAMESPACE,
  POSTGRES_PORT,
  readerService,
  serverPods,
  writerService,
} from "./cnpg-names";
import { poolerObjects } from "./cnpg-pooler";
import type { ClusterPlace } from "./place";

/** A release's name ends at 53 characters (Helm). */
const MAX_RELEASE_NAME = 53;
/** Secrets and certificates with this label are read again when they change (CloudNativePG, "Certificates"). */
const RELOADED = { "cnpg.io/reload": "true" };

/**
 * One node that writes, with `highAvailability` two standbys, of which one has every commit before it is told. TLS only, with a certificate
 * of the environment's own authority; reached from the namespaces of its clients, and from `allow`. Base backups and the log go to a
 * store of objects. It comes after the operator, and with `protected` is refused to be deleted.
 * @security CKV_K8S_21 in a namespace of its own
 */
export class CnpgPostgres extends Construct implements IPostgresDb {
  public readonly runs = "in-cluster";
  public readonly port = POSTGRES_PORT;
  public readonly serverName: string;
  public readonly host: string;
  public readonly readerHost: string;
  /** Empty without a pooler. */
  public readonly poolerHost: string;
  public readonly majorVersion: string;
  public readonly admin: Extract<PostgresAdmin, { kind: "operator" }>;
  /** Who it is in the cloud; undefined where its backups are in a store that has keys. */
  public readonly identity: IWorkloadIdentity | undefined;
  /** The administrator's password. */
  public readonly administrator: ServicePasswords;
  /** Who reaches it. */
  public readonly guard: NamespaceGuard;
  /** Its certificate, where its backups go, and the `Cluster`. */
  public readonly cluster: Manifests;

  /** @throws JangadaError INVALID_PROPS, POSTGRES_PLACE, DATABASE_IN_CLUSTER, DATABASE_PARAMETER, and what else `checkServer` refuses. */
  constructor(scope: Construct, id: string, props: PostgresDbProps, placeOf: BackupPlace) {
    super(scope, id);
    const { place, network: _network, source: _source, keyOf: _keyOf, ...rest } = props;
    const settings = validateProps(this, postgresDbSchema, rest, (server) => [
      ...checkServer(server),
      ...checkCnpgServer(server),
    ]);
    if (place === undefined) throw this.withoutPlace();
    const name = physicalName([settings.name], MAX_SERVER_NAME);
    this.serverName = name;
    this.majorVersion = settings.version;
    this.host = hostOf(writerService(name));
    this.readerHost = settings.readReplicas > 0 ? hostOf(readerService(name)) : this.host;
    this.poolerHost = settings.inCluster.pooler ? hostOf(poolerName(name)) : "";
    const after = terraformDependables(place.dependsOn);
    const credentials = place.backups.credentialsFor(POSTGRES_NAMESPACE, POSTGRES_NAMESPACE);
    const keyed = credentials && loadKeyed().keyedBackups(keysSecret(name));
    this.identity = credentials
      ? undefined
      : place.cluster.identify(this, "identity", {
          namespace: POSTGRES_NAMESPACE,
          serviceAccount: name,
          permissions: place.backups.permissions("read-write"),
        });
    const keys =
      credentials && keyed
        ? [
            platformKeys(this, "keys", {
              store: place.backups,
              credentials,
              secrets: place.secrets,
              namespace: POSTGRES_NAMESPACE,
              namespaceReference: place.namespace,
              secretName: keysSecret(name),
              template: keyed.keys,
            }),
          ]
        : [];
    this.administrator = this.makeAdministrator(settings, place);
    this.admin = { kind: "operator", secretName: this.administrator.secretName };
    this.guard = this.makeGuard(settings, place);
    this.cluster = new Manifests(this, "Resource", {
      releaseName: physicalName([OPERATOR_RELEASE, name], MAX_RELEASE_NAME),
      namespace: place.namespace,
      objects: this.objects(settings, (keyed?.place ?? placeOf)(place.backups), keyed?.env),
      dependsOn: [
        this.guard.resource,
        ...terraformDependables([...(this.identity?.ready ?? []), ...keys, this.administrator.ready]),
        ...after,
        ...terraformDependables(sourceOf(props)),
      ],
    });
    this.node.defaultChild = this.cluster.release;
  }

  public get attributes(): PostgresDbAttributes {
    const { serverName, host, port, readerHost, majorVersion, admin } = this;
    return {
      serverName,
      host,
      port,
      readerHost,
      majorVersion,
      details: {
        adminSecret: admin.secretName,
        authoritySecret: certificateSecret(serverName),
        ...(this.poolerHost === "" ? {} : { poolerHost: this.poolerHost }),
      },
    };
  }

  private makeAdministrator({ inCluster }: PostgresDbSettings, place: ClusterPlace): ServicePasswords {
    return new ServicePasswords(this, ADMINISTRATOR, {
      secrets: place.secrets,
      namespace: place.namespace,
      server: this.serverName,
      service: ADMINISTRATOR,
      username: () => ADMINISTRATOR,
      remotePrefix: `${place.secretPrefix}/${ADMINISTRATOR}`,
      revision: inCluster.adminPasswordRevision,
      deleteWithEnvironment: place.deleteWithEnvironment,
      labels: RELOADED,
      dependsOn: place.dependsOn,
    });
  }

  /** The namespace's own policy lets pods of it reach each other. */
  private makeGuard({ allow }: PostgresDbSettings, { clients, dependsOn }: ClusterPlace): NamespaceGuard {
    const ranges = allow === undefined ? [] : Array.isArray(allow) ? (allow as string[]) : Object.values(allow);
    const peers = [...clients.map((namespace) => ({ namespace })), ...ranges.map((cidr) => ({ cidr }))];
    return new NamespaceGuard(this, "guard", {
      namespace: POSTGRES_NAMESPACE,
      name: `${this.serverName}-clients`,
      pods: serverPods(this.serverName),
      // Without a peer a rule would let everybody in.
      ingress: peers.length > 0 ? [{ peers, ports: [POSTGRES_PORT] }] : [],
      dependsOn: terraformDependables(dependsOn),
    });
  }

  private objects(
    settings: PostgresDbSettings,
    store: Readonly<Record<string, unknown>>,
    env: KeyedBackups["env"] | undefined,
  ) {
    const { serverName: name, admin, identity } = this;
    const { inCluster, backupDays, restore } = settings;
    const namespace = POSTGRES_NAMESPACE;
    const { pooler } = inCluster;
    return [
      serverCertificate({
        namespace,
        secretName: certificateSecret(name),
        issuer: AUTHORITY,
        hosts: [writerService(name), readerService(name), `${name}-r`, ...(pooler ? [poolerName(name)] : [])],
        labels: RELOADED,
      }),
      ...backupObjects({
        name,
        namespace,
        place: store,
        ...(env ? { env } : {}),
        days: backupDays,
        at: inCluster.backupAt,
      }),
      cnpgCluster({
        name,
        namespace,
        settings,
        adminSecret: admin.secretName,
        backups: { store: name, folder: inCluster.backupsName ?? settings.name },
        ...(restore
          ? { restore: { ...(restore.at === undefined ? {} : { at: restore.at }), folder: restore.from } }
          : {}),
        identity: {
          annotations: identity?.serviceAccountAnnotations ?? {},
          podLabels: identity?.podLabels ?? {},
        },
      }),
      ...(pooler ? poolerObjects({ server: name, namespace, pooler }) : []),
    ];
  }

  private withoutPlace(): JangadaError {
    return new JangadaError({
      code: "POSTGRES_PLACE",
      message: "A server in the cluster needs to know where it stands, and where its backups and passwords are kept.",
      place: { construct: this.node.path, path: "place" },
      remedy: "Give `place`.",
    });
  }
}

/** Of the key of a store that has keys. */
const keysSecret = (name: string): string => `${name}-store`;

/** Loaded only where there is such a store. */
const loadKeyed = (): typeof import("../seaweedfs/keyed-backup-place") =>
  require("../seaweedfs/keyed-backup-place") as typeof import("../seaweedfs/keyed-backup-place");

const hostOf = (service: string): string => `${service}.${POSTGRES_NAMESPACE}.svc`;

const sourceOf = ({ source }: { readonly source?: IConstruct }): readonly IDependable[] => (source ? [source] : []);
