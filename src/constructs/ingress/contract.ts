/** The way into the cluster from outside: controller, load balancer, certificates, DNS records. */
import type { Construct, IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import { ingressImplementations } from "./implementations";
import type { IngressProps } from "./props";

export interface ExposeProps {
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Name of the Service. */
  readonly service: string;
  /** Number of the Service's port, 1 to 65535. */
  readonly port: number;
  /** DNS name under which it is exposed; it gets a certificate of its own. @default the ingress's own host */
  readonly host?: string;
  /** Path prefix (`pathType: Prefix`). @default "/" */
  readonly path?: string;
  /** IPv4 ranges that may connect; everybody else gets 403. The ingress's own come before. @default whom the ingress lets in */
  readonly allow?: readonly string[];
  /**
   * Secret of the namespace with `users`: a user and the digest of a password a line, as htpasswd writes them. Without one of
   * them the answer is 401. @default whoever connects is let through
   */
  readonly loginSecret?: string;
  /** Pods behind the Service, where their namespace is closed: opened to the ingress alone. @default nothing is opened */
  readonly pods?: {
    readonly labels: Readonly<Record<string, string>>;
    /** Number or name of the container's port. */
    readonly port: number | string;
  };
}

export interface IIngress extends IConstruct {
  /** Name of the IngressClass. */
  readonly className: string;
  /** Name of the ClusterIssuer that signs certificates for exposed hosts. */
  readonly issuer: string;
  /** The environment's own host name; services are exposed under it, or below it. */
  readonly host: string;
  /**
   * Annotations that an Ingress must carry to get a certificate, and to be served over HTTPS. Rate limit, headers and
   * allow-list need none: nothing gets past them.
   */
  readonly annotations: Readonly<Record<string, string>>;
  /** Exposes a Service over HTTPS, with certificate and DNS record. */
  expose(scope: Construct, id: string, props: ExposeProps): IConstruct;
  readonly attributes: IngressAttributes;
}

const SHAPE = {
  className: "string",
  issuer: "string",
  host: "string",
  annotations: "map",
  /** Name servers of the zone, where it was made here: delegate to them. Else none. */
  nameServers: "list",
} as const;

export type IngressContract = Contract<IngressProps, IIngress, typeof SHAPE>;
export const INGRESS: IngressContract = defineContract("ingress", SHAPE, ingressImplementations);

export type IngressAttributes = AttributesOf<typeof SHAPE>;

/** An ingress on the target of its scope. */
export class Ingress extends contractClass(INGRESS, {
  className: true,
  issuer: true,
  host: true,
  annotations: true,
  expose: true,
  attributes: true,
}) {}
