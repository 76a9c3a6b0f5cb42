/** The pod that makes databases and roles: what runs, with which rights, and which files it finds. */
import type {
  JobV1SpecTemplateSpec,
  JobV1SpecTemplateSpecInitContainer,
  JobV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/job-v1";
import type { IDependable } from "constructs";
import { POSTGRES_CLIENT_IMAGE, RESERVED_POSTGRES_NAMES } from "../../../catalog/postgres";
import { portText } from "../../kit/cdktf/port-text";
import { RESTRICTED_JOB_POD, restrictedContainer } from "../../kit/cluster/restricted";

/** Where a pod finds the files `username` and `password` of the administrator, and what has to run before them. */
export interface AdminLogin {
  /** The volume that holds them. */
  readonly volume: JobV1SpecTemplateSpecVolume;
  /** What runs before the script, and may write into the volume. @default nothing */
  readonly initContainers?: readonly JobV1SpecTemplateSpecInitContainer[];
  /** Further volumes of those. @default none */
  readonly volumes?: readonly JobV1SpecTemplateSpecVolume[];
  /** Name of the service account that the pod is. @default the namespace's own, whose token it does not get */
  readonly serviceAccountName?: string;
  /** Further scripts, by name, for those containers: they stand where the Job's own do. @default none */
  readonly files?: Readonly<Record<string, string>>;
  /** File with the certificate authorities that the server is verified by, where no others are given. @default none */
  readonly authorities?: string;
  /** What only Terraform knows of it. @default nothing */
  readonly known?: readonly string[];
  /** What must be there before the Job. */
  readonly ready: readonly IDependable[];
}

/** Name of the volume with the administrator's name and password, and where it is mounted. */
export const ADMIN_VOLUME = { name: "admin", path: "/run/admin" } as const;

export interface ServicesJobProps {
  /** Host name of the server. */
  readonly host: string;
  /** The port of the server. */
  readonly port: number;
  /** Name of the ConfigMap with script, SQL and `ca.pem`. */
  readonly files: string;
  /** Whether `ca.pem` is among the files; else the login brings the authorities. */
  readonly hasBundle: boolean;
  /** How the administrator's name and password come into the pod. */
  readonly login: AdminLogin;
  /** Name of the Secret with `password`, by service. @default no service has one */
  readonly serviceSecrets?: Readonly<Record<string, string>>;
  /** By service, the security label by which the server knows whose tokens let in, in place of a password. @default of no service */
  readonly principals?: Readonly<Record<string, string>>;
  /** The provider of those labels. @default the server has none */
  readonly labelProvider?: string;
  /** Name of the Secret with `password` of the role that reads figures. @default there is none */
  readonly monitoringSecret?: string;
  /** Roles of the server's platform, a regular expression. @default there are none */
  readonly platformRoles?: string;
  /** Revision of the services' passwords, from 1. */
  readonly revision: number;
}

const SERVICES = "/run/services";
/** Where the scripts are mounted. */
export const SCRIPTS = "/run/sql";
export const SCRIPTS_VOLUME = "files";
/** The server's certificate authorities, PEM. */
export const AUTHORITIES_FILE = "ca.pem";
const MONITORING = "/run/monitoring";

/**
 * A pod for the pod security level `restricted`.
 * @security CKV_K8S_16 CKV_K8S_20 CKV_K8S_22 CKV_K8S_23 CKV_K8S_28 CKV_K8S_29 CKV_K8S_30 CKV_K8S_40 no privileges, read-only root
 * @security CKV_K8S_35 secrets are files
 * @security CKV_K8S_38 no token of a service account
 * @security CKV_K8S_10 CKV_K8S_11 CKV_K8S_12 CKV_K8S_13 requests and limits
 */
export function servicesPod({
  monitoringSecret,
  serviceSecrets,
  login,
  ...props
}: ServicesJobProps): JobV1SpecTemplateSpec {
  const env: Readonly<Record<string, string>> = {
    PGHOST: props.host,
    PGPORT: portText(props.port),
    // The certificate must be of one of the authorities, and made out to the host.
    PGSSLMODE: "verify-full",
    PGSSLROOTCERT: props.hasBundle ? `${SCRIPTS}/${AUTHORITIES_FILE}` : (login.authorities ?? ""),
    REVISION: String(props.revision),
    RESERVED_NAMES: RESERVED_POSTGRES_NAMES.join(" "),
    ...(props.platformRoles === undefined ? {} : { PLATFORM_ROLES: props.platformRoles }),
    PGCONNECT_TIMEOUT: "10",
    ADMIN_DIR: ADMIN_VOLUME.path,
    ...(serviceSecrets === undefined ? {} : { SERVICES_DIR: SERVICES }),
    ...(props.principals === undefined ? {} : { PRINCIPALS: principalsText(props.principals) }),
    ...(props.labelProvider === undefined ? {} : { LABEL_PROVIDER: props.labelProvider }),
    ...(monitoringSecret === undefined ? {} : { MONITORING_DIR: MONITORING }),
    SQL_DIR: SCRIPTS,
    HOME: "/tmp",
  };
  return {
    ...RESTRICTED_JOB_POD,
    ...(login.serviceAccountName === undefined ? {} : { serviceAccountName: login.serviceAccountName }),
    ...(login.initContainers === undefined ? {} : { initContainer: [...login.initContainers] }),
    container: [
      {
        name: "psql",
        image: `${POSTGRES_CLIENT_IMAGE.repository}:${POSTGRES_CLIENT_IMAGE.tag}`,
        imagePullPolicy: "Always",
        command: ["bash", `${SCRIPTS}/ensure-services.sh`],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: {
          requests: { cpu: "50m", memory: "64Mi" },
          limits: { cpu: "500m", memory: "128Mi" },
        },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: SCRIPTS_VOLUME, mountPath: SCRIPTS, readOnly: true },
          { name: ADMIN_VOLUME.name, mountPath: ADMIN_VOLUME.path, readOnly: true },
          ...(serviceSecrets === undefined ? [] : [{ name: "services", mountPath: SERVICES, readOnly: true }]),
          ...(monitoringSecret === undefined ? [] : [{ name: "monitoring", mountPath: MONITORING, readOnly: true }]),
        ],
      },
    ],
    volume: [
      ...(monitoringSecret === undefined
        ? []
        : [
            {
              name: "monitoring",
              secret: {
                secretName: monitoringSecret,
                defaultMode: "0440",
                items: [{ key: "password", path: "password" }],
              },
            },
          ]),
      { name: SCRIPTS_VOLUME, configMap: { name: props.files, defaultMode: "0444" } },
      login.volume,
      ...(login.volumes ?? []),
      ...(serviceSecrets === undefined
        ? []
        : [
            {
              name: "services",
              projected: [
                {
                  defaultMode: "0440",
                  sources: Object.entries(serviceSecrets).map(([service, name]) => ({
                    secret: [{ name, items: [{ key: "password", path: `${service}/password` }] }],
                  })),
                },
              ],
            },
          ]),
    ],
  };
}

/** As the script takes them: `orders=<label> billing=<label>`. */
const principalsText = (principals: Readonly<Record<string, string>>): string =>
  Object.entries(principals)
    .map(([service, label]) => `${service}=${label}`)
    .join(" ");
