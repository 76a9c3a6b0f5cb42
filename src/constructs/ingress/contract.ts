/** The way into the cluster from outside: controller, load balancer, certificates, DNS records. */
import { Construct, type IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { Target } from "../../model/target";
import { ingressImplementations } from "./implementations";
import type { IngressProps } from "./props";

export interface ExposeProps {
  /** Namespace of the Service. */
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Host name. @default the ingress's own host */
  readonly host?: string;
  /** Path prefix. @default "/" */
  readonly path?: string;
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
export class Ingress extends Construct implements IIngress {
  /** Adopts an ingress that exists. Makes no resources. */
  public static fromExisting(scope: Construct, id: string, attributes: IngressAttributes): IIngress {
    return Target.of(scope).implementation(INGRESS, scope).fromAttributes(scope, id, attributes);
  }

  /** The implementation of the target. */
  public readonly implementation: IIngress;

  constructor(scope: Construct, id: string, props: IngressProps) {
    super(scope, id);
    this.implementation = Target.of(this).implementation(INGRESS, this).create(this, "Default", props);
    this.node.defaultChild = this.implementation.node.defaultChild;
  }

  public get className(): string {
    return this.implementation.className;
  }
  public get issuer(): string {
    return this.implementation.issuer;
  }
  public get host(): string {
    return this.implementation.host;
  }
  public get annotations(): Readonly<Record<string, string>> {
    return this.implementation.annotations;
  }
  public get attributes(): IngressAttributes {
    return this.implementation.attributes;
  }
  public expose(scope: Construct, id: string, props: ExposeProps): IConstruct {
    return this.implementation.expose(scope, id, props);
  }
}
