/** The Job that tells MinIO of everybody who may log in, and of what each may do; whoever is not among them is taken away. */
import { readFileSync } from "node:fs";
import type { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { JobV1, JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Construct, type IDependable } from "constructs";
import { MINIO_CLIENT_IMAGE } from "../../../../catalog/minio";
import { packageFile } from "../../../kit/assets";
import { RESTRICTED_JOB_POD, restrictedContainer } from "../../../kit/cluster/restricted";
import { scriptJob } from "../../../kit/cluster/script-job";
import { userName } from "../endpoint/access";
import type { ServerKeys } from "../keys";
import { S3_CERTIFICATE, S3_HOST } from "../endpoint/names";
import type { StoreOnServers } from "../stores";
import { USERS_LABELS } from "./names";
import { minioPolicy } from "./policies";

const MAKE_USERS = "make-users.sh";

const FOLDERS = {
  files: "/run/files",
  admin: "/run/admin",
  logins: "/run/logins",
  authority: "/run/authority",
} as const;

export interface MinioUsersProps {
  /** Where it runs, as a reference. */
  readonly namespace: string;
  /** Everybody's. */
  readonly keys: ServerKeys;
  /** Who uses which store, and how. */
  readonly stores: readonly StoreOnServers[];
  /** Image of the client. @default the catalog's */
  readonly image?: string | undefined;
  /** What must be there before it: the servers. */
  readonly dependsOn: readonly IDependable[];
}

export class MinioUsers extends Construct {
  public readonly files: ConfigMapV1;
  public readonly job: JobV1;

  constructor(scope: Construct, id: string, props: MinioUsersProps) {
    super(scope, id);
    const { namespace, keys, stores, image = MINIO_CLIENT_IMAGE, dependsOn } = props;
    const made = stores.flatMap(({ name }) => [...keys.usersOf(name).values()]);
    const { files, job } = scriptJob(this, {
      name: "object-storage-users",
      namespace,
      labels: USERS_LABELS,
      files: {
        [MAKE_USERS]: readFileSync(packageFile("assets", "object-storage", MAKE_USERS), "utf8"),
        ...policiesOf(stores),
      },
      pod: (mounted) =>
        usersPod({
          image,
          files: mounted,
          administrator: keys.administrator.secretName,
          logins: made.flatMap((one) => one.revisions.map((revision) => one.nameOf(revision))),
        }),
      known: [],
      dependsOn: [...dependsOn, ...made.map(({ ready }) => ready)],
    });
    this.files = files;
    this.job = job;
    this.node.defaultChild = job;
  }
}

/** By the files' names: of a user, without the number of its key. */
function policiesOf(stores: readonly StoreOnServers[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    stores.flatMap(({ name, bucket, users }) =>
      users.map((user) => [`${name}.${userName(user)}.json`, minioPolicy(bucket, user.grants)]),
    ),
  );
}

interface UsersPodProps {
  readonly image: string;
  /** Name of the ConfigMap. */
  readonly files: string;
  /** Name of the Secret of whoever makes users. */
  readonly administrator: string;
  /** Names of the Secrets of users, with `username` and `password`. */
  readonly logins: readonly string[];
}

/** @security CKV_K8S_35 keys are files, CKV_K8S_38 no token of a service account */
function usersPod({ image, files, administrator, logins }: UsersPodProps): JobV1SpecTemplateSpec {
  const login = ["username", "password"];
  const items = (keys: readonly string[], folder = ""): object[] =>
    keys.map((key) => ({ key, path: `${folder}${key}` }));
  const env = {
    SERVER: `https://${S3_HOST}`,
    POLICIES_DIR: FOLDERS.files,
    ADMIN_DIR: FOLDERS.admin,
    LOGINS_DIR: FOLDERS.logins,
    // Whom Go's programs trust.
    SSL_CERT_FILE: `${FOLDERS.authority}/ca.crt`,
    HOME: "/tmp",
    MC_CONFIG_DIR: "/tmp/mc",
  };
  const mounts = Object.entries(FOLDERS).filter(([name]) => name !== "logins" || logins.length > 0);
  return {
    ...RESTRICTED_JOB_POD,
    container: [
      {
        name: "users",
        image,
        imagePullPolicy: "IfNotPresent",
        command: ["bash", `${FOLDERS.files}/${MAKE_USERS}`],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
        securityContext: restrictedContainer(),
        volumeMount: [
          ...mounts.map(([name, mountPath]) => ({ name, mountPath, readOnly: true })),
          { name: "scratch", mountPath: "/tmp" },
        ],
      },
    ],
    volume: [
      { name: "files", configMap: { name: files, defaultMode: "0444" } },
      { name: "admin", secret: { secretName: administrator, defaultMode: "0440", items: items(login) } },
      ...(logins.length === 0
        ? []
        : [
            {
              name: "logins",
              projected: [
                {
                  defaultMode: "0440",
                  sources: logins.map((name) => ({ secret: [{ name, items: items(login, `${name}/`) }] })),
                },
              ],
            },
          ]),
      { name: "authority", secret: { secretName: S3_CERTIFICATE, defaultMode: "0440", items: items(["ca.crt"]) } },
      // The client keeps there how it logs in.
      { name: "scratch", emptyDir: { medium: "Memory", sizeLimit: "8Mi" } },
    ],
  } as JobV1SpecTemplateSpec;
}
