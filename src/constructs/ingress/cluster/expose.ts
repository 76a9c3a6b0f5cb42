/** Exposing one Service: an Ingress of the standard API, with annotations for certificate and entry point. */
import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Manifests } from "../../kit/cluster/manifests";
import type { ExposeProps, IIngress } from "../contract";
import { OpenedPods } from "./opened-pods";
import { routeMiddlewares } from "./route-middlewares";

/** Annotations that an Ingress needs for a certificate, and to be served over HTTPS only. */
export function ingressAnnotations(issuer: string): Readonly<Record<string, string>> {
  return {
    "cert-manager.io/cluster-issuer": issuer,
    "traefik.ingress.kubernetes.io/router.entrypoints": "websecure",
    "traefik.ingress.kubernetes.io/router.tls": "true",
  };
}

/** A Service on the way in from outside. Named like its construct. */
export class ExposedService extends Construct {
  public readonly resource: IngressV1;

  constructor(
    scope: Construct,
    id: string,
    ingress: Pick<IIngress, "annotations" | "className" | "host">,
    props: ExposeProps,
    dependsOn: readonly ITerraformDependable[],
  ) {
    super(scope, id);
    const host = props.host ?? ingress.host;
    const middlewares = routeMiddlewares(id, props);
    // A route that names a middleware which is not there answers nothing: first these, then the route.
    const guarded =
      middlewares.objects.length > 0
        ? new Manifests(this, "middlewares", {
            releaseName: `${id}-middlewares`,
            namespace: props.namespace,
            objects: middlewares.objects,
            dependsOn,
          })
        : undefined;
    const requirements = [...dependsOn, ...(guarded ? [guarded.release] : [])];
    if (props.pods) new OpenedPods(this, "opened", { id, namespace: props.namespace, ...props.pods });
    this.resource = new IngressV1(this, "Resource", {
      metadata: {
        name: id,
        namespace: props.namespace,
        annotations: { ...ingress.annotations, ...middlewares.annotations },
      },
      spec: {
        ingressClassName: ingress.className,
        tls: [{ hosts: [host], secretName: `${id}-tls` }],
        rule: [
          {
            host,
            http: {
              path: [
                {
                  path: props.path ?? "/",
                  pathType: "Prefix",
                  backend: { service: { name: props.service, port: { number: props.port } } },
                },
              ],
            },
          },
        ],
      },
      dependsOn: requirements.length > 0 ? requirements : undefined,
    });
    this.node.defaultChild = this.resource;
  }
}
