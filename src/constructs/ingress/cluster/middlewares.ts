/** What happens to every request before it reaches a service: allow-list, rate limit, security headers. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { IngressSettings } from "../props";
import { allowedRanges, isOpenToWorld } from "../section";

const API = "traefik.io/v1alpha1";
/** The chain of all of them. */
const CHAIN = "platform";

/** Seconds of HSTS: a year, the least that browsers' preload lists take (hstspreload.org). */
const HSTS_SECONDS = 31_536_000;

/** The chain, as an entry point names it: nothing that is exposed can go around it. */
export function chainReference(namespace: string): string {
  return `${namespace}-${CHAIN}@kubernetescrd`;
}

export function middlewareOf(name: string, namespace: string, spec: object): KubernetesObject {
  return { apiVersion: API, kind: "Middleware", metadata: { name, namespace }, spec };
}

/** The middlewares; until they exist, the entry point that names them answers nothing. */
export function middlewares(namespace: string, settings: IngressSettings): readonly KubernetesObject[] {
  const middleware = (name: string, spec: object): KubernetesObject => middlewareOf(name, namespace, spec);
  const { average, burst } = settings.rateLimit;
  const links = [
    ...(isOpenToWorld(settings)
      ? []
      : [middleware("allow-list", { ipAllowList: { sourceRange: [...allowedRanges(settings)] } })]),
    // Counted for each address that connected, in each pod on its own.
    middleware("rate-limit", { rateLimit: { average, period: "1s", burst } }),
    middleware("headers", {
      headers: {
        stsSeconds: HSTS_SECONDS,
        stsIncludeSubdomains: true,
        contentTypeNosniff: true,
        customFrameOptionsValue: "SAMEORIGIN",
        referrerPolicy: "strict-origin-when-cross-origin",
        // An empty value removes the header: what runs here is nobody's business.
        customResponseHeaders: { Server: "", "X-Powered-By": "" },
      },
    }),
  ];
  return [
    ...links,
    middleware(CHAIN, { chain: { middlewares: links.map(({ metadata }) => ({ name: metadata.name })) } }),
  ];
}
