/** A store of objects in the cluster: a bucket on the servers that are there, made by a Job and never taken away. */
import { readFileSync } from "node:fs";
import type { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Construct } from "constructs";
import { JangadaError } from "../../../../errors";
import type { Permission } from "../../../../model/identity";
import { packageFile } from "../../../kit/assets";
import { childOf } from "../../../kit/cdktf/child-of";
import { validateProps } from "../../../kit/cdktf/props";
import { CURL_FILES } from "../../../kit/cluster/curl-pod";
import { scriptJob } from "../../../kit/cluster/script-job";
import type { ServicePasswords } from "../../../secrets/service-passwords";
import { CREDENTIAL, credentialsIn, IN_CLUSTER } from "../../adopted-store";
import { checkStore } from "../../check";
import type { IObjectStore, ObjectStoreAttributes, StoreCredentials } from "../../contract";
import { objectStoreSchema, type ObjectStoreProps } from "../../props";
import { bucketPod, MAKE_BUCKET } from "./bucket-job";
import { checkClusterStore } from "../check";
import { bucketDocuments } from "./documents";
import { JOB_LABELS, S3_CERTIFICATE, S3_HOST, S3_REGION } from "./names";
import type { StorePlace } from "../place";

/** Below the path of a user's keys: the authority that signed the servers' certificate. */
const AUTHORITY_SECRET = "authority";

/**
 * Versioned; what becomes of its objects is done by the servers' daily run. Nothing of it is taken away with it: who takes the store out of the
 * file leaves the bucket where it is.
 */
export class ClusterStore extends Construct implements IObjectStore {
  public readonly files: ConfigMapV1;
  /** Makes the bucket, and logs in with each key. */
  public readonly job: JobV1;
  public readonly bucketName: string;
  public readonly region = S3_REGION;
  public readonly endpoint = S3_HOST;
  public readonly attributes: ObjectStoreAttributes;

  /** @throws JangadaError INVALID_PROPS, OBJECT_STORAGE_PLACE, OBJECT_STORAGE_IN_CLUSTER, and the codes of `checkStore`. */
  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, id);
    const { network: _network, place, ...rest } = props;
    const settings = validateProps(this, objectStoreSchema, rest, (store) => [
      ...checkStore(store),
      ...checkClusterStore(store),
    ]);
    if (place === undefined) throw this.withoutPlace();
    const { servers, name } = place;
    const users = servers.keys.usersOf(name);
    this.bucketName = settings.name;
    const { files, job } = scriptJob(this, {
      name: this.bucketName,
      namespace: servers.namespace,
      labels: { ...JOB_LABELS, "app.kubernetes.io/instance": this.bucketName },
      files: {
        [MAKE_BUCKET]: readFileSync(packageFile("assets", "object-storage", MAKE_BUCKET), "utf8"),
        ...bucketDocuments(settings),
      },
      pod: (mounted) =>
        bucketPod({
          files: mounted,
          filesPath: CURL_FILES,
          bucket: this.bucketName,
          administrator: servers.keys.administrator.secretName,
          lockable: servers.lockableFromCreation,
          logins: [...users.values()].flatMap((made) => made.revisions.map((revision) => made.nameOf(revision))),
        }),
      known: [],
      dependsOn: [servers, ...[...users.values()].map(({ ready }) => ready)],
    });
    this.files = files;
    this.job = job;
    this.attributes = {
      bucketName: this.bucketName,
      region: this.region,
      endpoint: this.endpoint,
      details: {
        ...IN_CLUSTER,
        ...Object.fromEntries([...users].map(([user, made]) => [`${CREDENTIAL}${user}`, this.tell(place, user, made)])),
      },
    };
    this.node.defaultChild = this.job;
  }

  /** The key that is to be used now, and the authority, to where the user's namespace reads them. */
  private tell(
    { secrets, servers, secretPrefix, name, deleteWithEnvironment }: StorePlace,
    user: string,
    made: ServicePasswords,
  ): string {
    made.publish([this.job]);
    const path = `${secretPrefix}/${name}/${user.replace(".", "/")}`;
    const remoteName = `${path}/${AUTHORITY_SECRET}`;
    const [namespace = "", service = ""] = user.split(".");
    secrets.publish(childOf(childOf(this, "authority"), namespace), service, {
      namespace: servers.namespace,
      secretName: S3_CERTIFICATE,
      remoteName,
      keys: ["ca.crt"],
      deleteWithEnvironment,
      dependsOn: [this.job],
    });
    return [made.currentName, remoteName].join("\n");
  }

  /** There is no cloud that would know a pod by its service account: whoever has a key is let in. */
  public permissions(): readonly Permission[] {
    return [];
  }

  public credentialsFor(namespace: string, service: string): StoreCredentials {
    return credentialsIn(this, this.attributes, namespace, service);
  }

  private withoutPlace(): JangadaError {
    return new JangadaError({
      code: "OBJECT_STORAGE_PLACE",
      message: "A store in the cluster needs to know which servers it stands on, and where its keys are kept.",
      place: { construct: this.node.path, path: "place" },
      remedy: "Give `place`.",
    });
  }
}
