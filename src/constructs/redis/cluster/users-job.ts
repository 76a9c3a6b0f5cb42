/** The pod that has every node of a cache read its users again, and then logs in as each. */
import type { JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { VALKEY_CLIENT_IMAGE } from "../../../catalog/valkey";
import { RESTRICTED_JOB_POD, restrictedContainer } from "../../kit/cluster/restricted";
import { passwordSecret } from "../../secrets/service-passwords";
import { addressesOf, certificateSecret, type Node } from "./names";
import { FILES_PATH, JOB_MOUNTS, jobVolumes, SERVICES_PATH, WORK_PATH } from "./password-volumes";

export const USERS_JOB_FILES = ["ask.sh", "load-users.sh", "verify-logins.sh"] as const;

const AUTHORITY_PATH = "/run/authority";
const OWN_PASSWORD_PATH = "/run/passwords";

export interface UsersJobProps {
  /** Name of the ConfigMap with the scripts. */
  readonly files: string;
  /** The cache's physical name. */
  readonly cache: string;
  /** Where clients reach it, to log in with each password. */
  readonly host: string;
  /** Where clients reach it. */
  readonly port: string;
  /** Those that read the access lists again. */
  readonly nodes: readonly Node[];
  /** Of the nodes' pods. */
  readonly generation: string;
  /** User that stands in the newest access list alone: a node that knows it has read it. */
  readonly marker: string;
  /** Lines of a service and its user. */
  readonly users: string;
  /** Name of the Secret by the path of the file that its password becomes. */
  readonly passwords: Readonly<Record<string, string>>;
}

/** @security CKV_K8S_35 secrets are files, CKV_K8S_38 no token of a service account */
export function usersJobPod(props: UsersJobProps): JobV1SpecTemplateSpec {
  const container = (name: string, mounts: readonly object[], env: Readonly<Record<string, string>>): object => ({
    name,
    image: VALKEY_CLIENT_IMAGE,
    imagePullPolicy: "Always",
    command: ["bash", `${FILES_PATH}/${name}.sh`],
    env: Object.entries({ HOME: WORK_PATH, ...env }).map(([variable, value]) => ({ name: variable, value })),
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "64Mi" } },
    securityContext: restrictedContainer(),
    volumeMount: [...JOB_MOUNTS, ...mounts],
  });
  return {
    ...RESTRICTED_JOB_POD,
    initContainer: [
      container(
        "load-users",
        [
          { name: "authority", mountPath: AUTHORITY_PATH, readOnly: true },
          { name: "own-password", mountPath: OWN_PASSWORD_PATH, readOnly: true },
        ],
        {
          NODES: addressesOf(props.nodes),
          MARKER: props.marker,
          GENERATION: props.generation,
          CA: `${AUTHORITY_PATH}/ca.crt`,
          PASSWORDS: OWN_PASSWORD_PATH,
          OUT_DIR: WORK_PATH,
        },
      ),
    ],
    container: [
      container("verify-logins", [], {
        USERS: props.users,
        SERVICES_DIR: SERVICES_PATH,
        HOST: props.host,
        PORT: props.port,
        CA: `${WORK_PATH}/ca.pem`,
      }),
    ],
    volume: [
      ...jobVolumes(props.files, props.passwords),
      {
        name: "authority",
        secret: {
          secretName: certificateSecret(props.cache),
          defaultMode: "0440",
          items: [{ key: "ca.crt", path: "ca.crt" }],
        },
      },
      {
        name: "own-password",
        secret: {
          secretName: passwordSecret(props.cache, "passwords", 1),
          defaultMode: "0440",
          items: [{ key: "password", path: "passwords" }],
        },
      },
    ],
  } as JobV1SpecTemplateSpec;
}
