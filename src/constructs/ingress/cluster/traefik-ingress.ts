/** Traefik behind a load balancer of the target, with cert-manager and, where there is a zone, external-dns. */
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { Manifests } from "../../kit/cluster/manifests";
import { CertManager } from "./cert-manager";
import type { Edge, EdgeFactory } from "./edge";
import { ExposedService, ingressAnnotations } from "./expose";
import { ExternalDns } from "./external-dns";
import { type ExposeProps, type IIngress, type INGRESS, type IngressAttributes } from "../contract";
import { clusterIssuer, ISSUER } from "./issuer";
import { middlewares } from "./middlewares";
import { TRAEFIK } from "./names";
import { type IngressProps, ingressSchema, type IngressSettings } from "../props";
import { Traefik } from "./traefik";

export class TraefikIngress extends Construct implements IIngress {
  public readonly className = TRAEFIK;
  public readonly issuer: string;
  public readonly host: string;
  public readonly annotations: Readonly<Record<string, string>>;
  public readonly edge: Edge;
  public readonly certManager: CertManager;
  public readonly traefik: Traefik;
  /** Allow-list, rate limit, headers. */
  public readonly middlewares: Manifests;
  /** The ClusterIssuer. */
  public readonly clusterIssuer: Manifests;
  /** Absent without a zone. */
  public readonly externalDns?: ExternalDns;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, CHART_UNKNOWN_VALUE */
  constructor(scope: Construct, id: string, props: IngressProps, edge: EdgeFactory) {
    super(scope, id);
    const { cluster, network, ...rest } = props;
    const settings: IngressSettings = validateProps(this, ingressSchema, rest);
    this.host = settings.host;
    this.edge = edge(this, { settings, cluster, network });
    const { dns, issuer } = this.edge;
    this.issuer = issuer?.name ?? ISSUER;
    this.annotations = ingressAnnotations(this.issuer);

    this.certManager = new CertManager(this, "cert-manager", { settings, cluster, networkCidr: network.cidr, dns });
    this.traefik = new Traefik(this, "traefik", { settings, edge: this.edge });
    this.middlewares = new Manifests(this, "middlewares", {
      releaseName: "traefik-middlewares",
      namespace: this.traefik.namespace.name,
      objects: middlewares(TRAEFIK, settings),
      dependsOn: [this.traefik.chart.release],
    });
    this.clusterIssuer = new Manifests(this, "issuer", {
      releaseName: "cluster-issuer",
      namespace: this.certManager.namespace.name,
      objects: issuer?.objects ?? [clusterIssuer(this.className, settings, dns, this.certManager.identity)],
      dependsOn: [this.certManager.chart.release],
    });
    if (dns && settings.dnsZone) {
      this.externalDns = new ExternalDns(this, "external-dns", { settings, cluster, dns, zone: settings.dnsZone.name });
    }
    this.node.defaultChild = this.traefik.chart.release;
  }

  public get attributes(): IngressAttributes {
    return {
      className: this.className,
      issuer: this.issuer,
      host: this.host,
      annotations: this.annotations,
      nameServers: this.edge.dns?.nameServers ?? [],
    };
  }

  public expose(scope: Construct, id: string, props: ExposeProps): IConstruct {
    const sameStack = TerraformStack.of(scope) === TerraformStack.of(this);
    return new ExposedService(scope, id, this, props, sameStack ? this.releases() : []);
  }

  /** What must run before a Service is exposed: certificates, records, and nothing unguarded. */
  private releases(): ITerraformDependable[] {
    return [
      this.middlewares.release,
      this.clusterIssuer.release,
      ...(this.externalDns ? [this.externalDns.chart.release] : []),
    ];
  }
}

/** An ingress of another stack, or one that exists already. */
export class ExistingIngress extends Construct implements IIngress {
  public readonly className: string;
  public readonly issuer: string;
  public readonly host: string;
  public readonly annotations: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: IngressAttributes,
  ) {
    super(scope, id);
    ({ className: this.className, issuer: this.issuer, host: this.host, annotations: this.annotations } = attributes);
  }

  public expose(scope: Construct, id: string, props: ExposeProps): IConstruct {
    return new ExposedService(scope, id, this, props, []);
  }
}

/** Traefik as a target's implementation of the ingress. */
export function traefikIngressOn(edge: EdgeFactory): Implementation<IngressProps, IIngress, (typeof INGRESS)["shape"]> {
  return {
    create: (scope, id, props) => new TraefikIngress(scope, id, props, edge),
    fromAttributes: (scope, id, attributes) => new ExistingIngress(scope, id, attributes),
  };
}
