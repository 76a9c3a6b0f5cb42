/** What an application needs to use its store in the cluster, as one Kubernetes Secret. */
import type { Construct } from "constructs";
import { JangadaError } from "../../errors";
import { ServiceConnection, type ServiceConnectionProps } from "../secrets/service-connection";
import type { IObjectStore } from "./contract";

export interface ObjectStoreConnectionProps extends ServiceConnectionProps {
  /** The store: of this stack, or adopted from another one. It stands in the cluster, else OBJECT_STORAGE_WITHOUT_KEYS. */
  readonly store: IObjectStore;
  /** One of the `services` of the store; else OBJECT_STORAGE_SERVICE_UNKNOWN. */
  readonly service: string;
  /** Name of the Kubernetes Secret. @default `<service>-objects` */
  readonly secretName?: string;
}

/**
 * A Secret with `accessKey`, `secretKey`, `endpoint` (a URL), `bucket`, `region` and `ca.crt`. Clients name the bucket in the path, and trust the
 * authority of `ca.crt`.
 */
export class ObjectStoreConnection extends ServiceConnection {
  /** @throws JangadaError OBJECT_STORAGE_WITHOUT_KEYS, OBJECT_STORAGE_SERVICE_UNKNOWN. */
  constructor(scope: Construct, id: string, props: ObjectStoreConnectionProps) {
    super(scope, id, props, (path) => {
      const { store, service, namespace } = props;
      const credentials = store.credentialsFor(namespace, service);
      if (credentials === undefined) throw withoutKeys(store.bucketName, path);
      return {
        kind: "objects",
        of: store,
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
      };
    });
  }
}

function withoutKeys(bucket: string, construct: string): JangadaError {
  return new JangadaError({
    code: "OBJECT_STORAGE_WITHOUT_KEYS",
    message: `The store '${bucket}' is the cloud's, which knows pods by their service accounts: there are no keys.`,
    place: { construct, path: "store" },
    remedy: "Give the service account what it may do: `cluster.identify` with `store.permissions`.",
  });
}
