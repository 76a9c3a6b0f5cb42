/** What a request to one exposed Service must get through, beside what every request does: addresses, a login. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { ExposeProps } from "../contract";
import { middlewareOf } from "./middlewares";

export interface RouteMiddlewares {
  readonly objects: readonly KubernetesObject[];
  /** Of the Ingress, which names them. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** In the Service's own namespace: Traefik takes none of another (`allowCrossNamespace`). */
export function routeMiddlewares(id: string, { namespace, allow, loginSecret }: ExposeProps): RouteMiddlewares {
  const objects = [
    ...(allow ? [middlewareOf(`${id}-allow-list`, namespace, { ipAllowList: { sourceRange: [...allow] } })] : []),
    ...(loginSecret === undefined
      ? []
      : // What was shown to Traefik is nothing that the Service needs to see.
        [middlewareOf(`${id}-login`, namespace, { basicAuth: { secret: loginSecret, removeHeader: true } })]),
  ];
  if (objects.length === 0) return { objects, annotations: {} };
  const names = objects.map(({ metadata }) => `${namespace}-${metadata.name}@kubernetescrd`);
  return { objects, annotations: { "traefik.ingress.kubernetes.io/router.middlewares": names.join(",") } };
}
