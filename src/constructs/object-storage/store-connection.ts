/** What an application needs to use its store in the cluster, as one Kubernetes Secret. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import { JangadaError } from "../../errors";
import type { ISecretStore } from "../secrets/contract";
import type { IObjectStore } from "./contract";

export interface ObjectStoreConnectionProps {
  /** The store: of this stack, or adopted from another one. It stands in the cluster, else OBJECT_STORAGE_WITHOUT_KEYS. */
  readonly store: IObjectStore;
  /** The store of secrets from which the key is read; it must be open to the namespace. */
  readonly secrets: ISecretStore;
  /** One of the `services` of the store; else OBJECT_STORAGE_SERVICE_UNKNOWN. */
  readonly service: string;
  /** Namespace of the application; it must exist. */
  readonly namespace: string;
  /** Name of the Kubernetes Secret. @default `<service>-objects` */
  readonly secretName?: string;
  /** How often the store of secrets is read again, as a Go duration: how soon a new key arrives. @default "5m" */
  readonly refreshInterval?: string;
  /** What must exist before this; a construct means every resource in it. @default none */
  readonly dependsOn?: readonly IDependable[];
}

/**
 * A Secret with `accessKey`, `secretKey`, `endpoint` (a URL), `bucket`, `region` and `ca.crt`. Clients name the bucket in the path, and trust the
 * authority of `ca.crt`.
 */
export class ObjectStoreConnection extends Construct {
  public readonly secretName: string;
  /** What an application's pods come after. */
  public readonly delivered: IConstruct & IDependable;

  /** @throws JangadaError OBJECT_STORAGE_WITHOUT_KEYS, OBJECT_STORAGE_SERVICE_UNKNOWN. */
  constructor(scope: Construct, id: string, props: ObjectStoreConnectionProps) {
    super(scope, id);
    const { store, secrets, service, namespace } = props;
    const credentials = store.credentialsFor(namespace, service);
    if (credentials === undefined) throw this.withoutKeys(store.bucketName);
    this.secretName = props.secretName ?? `${service}-objects`;
    this.delivered = secrets.deliver(this, "Resource", {
      namespace,
      secretName: this.secretName,
      remoteName: credentials.keys,
      further: [credentials.authority],
      template: {
        accessKey: "{{ .username }}",
        secretKey: "{{ .password }}",
        endpoint: `https://${store.endpoint}`,
        bucket: store.bucketName,
        region: store.region,
        "ca.crt": '{{ index . "ca.crt" }}',
      },
      templateOnly: true,
      refreshInterval: props.refreshInterval ?? "5m",
      dependsOn: [...(props.dependsOn ?? []), store],
    });
    this.node.defaultChild = this.delivered.node.defaultChild;
  }

  private withoutKeys(bucket: string): JangadaError {
    return new JangadaError({
      code: "OBJECT_STORAGE_WITHOUT_KEYS",
      message: `The store '${bucket}' is the cloud's, which knows pods by their service accounts: there are no keys.`,
      place: { construct: this.node.path, path: "store" },
      remedy: "Give the service account what it may do: `cluster.identify` with `store.permissions`.",
    });
  }
}
