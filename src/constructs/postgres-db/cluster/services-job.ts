/** The pod that makes databases and roles: what runs, with which rights, and which files it finds. */
import type { JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { POSTGRES_CLIENT_IMAGE, RESERVED_POSTGRES_NAMES } from "../../../catalog/postgres";
import { portText } from "../../kit/cdktf/port-text";
import { RESTRICTED_JOB_POD, restrictedContainer } from "../../kit/cluster/restricted";

export interface ServicesJobProps {
  /** Host name of the server. */
  readonly host: string;
  /** The port of the server. */
  readonly port: number;
  /** Name of the ConfigMap with script, SQL and `ca.pem`. */
  readonly files: string;
  /** Name of the Secret with the server's authority (`ca.crt`), of one in the cluster. @default it is among the files */
  readonly authoritySecret?: string;
  /** Name of the Secret with `username` and `password` of the administrator. */
  readonly adminSecret: string;
  /** Name of the Secret with `password`, by service. */
  readonly serviceSecrets: Readonly<Record<string, string>>;
  /** Name of the Secret with `password` of the role that reads figures. @default there is none */
  readonly monitoringSecret?: string;
  /** Roles of the server's platform, a regular expression. @default there are none */
  readonly platformRoles?: string;
  /** Revision of the services' passwords, from 1. */
  readonly revision: number;
}

const ADMIN = "/run/admin";
const SERVICES = "/run/services";
const FILES = "/run/sql";
const MONITORING = "/run/monitoring";
const AUTHORITY = "/run/authority";

/**
 * A pod for the pod security level `restricted`.
 * @security CKV_K8S_16 CKV_K8S_20 CKV_K8S_22 CKV_K8S_23 CKV_K8S_28 CKV_K8S_29 CKV_K8S_30 CKV_K8S_40 no privileges, read-only root
 * @security CKV_K8S_35 secrets are files
 * @security CKV_K8S_38 no token of a service account
 * @security CKV_K8S_10 CKV_K8S_11 CKV_K8S_12 CKV_K8S_13 requests and limits
 */
export function servicesPod({ monitoringSecret, authoritySecret, ...props }: ServicesJobProps): JobV1SpecTemplateSpec {
  const env: Readonly<Record<string, string>> = {
    PGHOST: props.host,
    PGPORT: portText(props.port),
    // The certificate must be of one of the authorities, and made out to the host.
    PGSSLMODE: "verify-full",
    PGSSLROOTCERT: authoritySecret === undefined ? `${FILES}/ca.pem` : `${AUTHORITY}/ca.crt`,
    REVISION: String(props.revision),
    RESERVED_NAMES: RESERVED_POSTGRES_NAMES.join(" "),
    ...(props.platformRoles === undefined ? {} : { PLATFORM_ROLES: props.platformRoles }),
    PGCONNECT_TIMEOUT: "10",
    ADMIN_DIR: ADMIN,
    SERVICES_DIR: SERVICES,
    ...(monitoringSecret === undefined ? {} : { MONITORING_DIR: MONITORING }),
    SQL_DIR: FILES,
    HOME: "/tmp",
  };
  return {
    ...RESTRICTED_JOB_POD,
    container: [
      {
        name: "psql",
        image: `${POSTGRES_CLIENT_IMAGE.repository}:${POSTGRES_CLIENT_IMAGE.tag}`,
        imagePullPolicy: "Always",
        command: ["bash", `${FILES}/ensure-services.sh`],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: {
          requests: { cpu: "50m", memory: "64Mi" },
          limits: { cpu: "500m", memory: "128Mi" },
        },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: "files", mountPath: FILES, readOnly: true },
          { name: "admin", mountPath: ADMIN, readOnly: true },
          { name: "services", mountPath: SERVICES, readOnly: true },
          ...(monitoringSecret === undefined ? [] : [{ name: "monitoring", mountPath: MONITORING, readOnly: true }]),
          ...(authoritySecret === undefined ? [] : [{ name: "authority", mountPath: AUTHORITY, readOnly: true }]),
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
      ...(authoritySecret === undefined
        ? []
        : [
            {
              name: "authority",
              // Its key stays where it is.
              secret: { secretName: authoritySecret, defaultMode: "0440", items: [{ key: "ca.crt", path: "ca.crt" }] },
            },
          ]),
      { name: "files", configMap: { name: props.files, defaultMode: "0444" } },
      { name: "admin", secret: { secretName: props.adminSecret, defaultMode: "0440" } },
      {
        name: "services",
        projected: [
          {
            defaultMode: "0440",
            sources: Object.entries(props.serviceSecrets).map(([service, name]) => ({
              secret: [{ name, items: [{ key: "password", path: `${service}/password` }] }],
            })),
          },
        ],
      },
    ],
  };
}
