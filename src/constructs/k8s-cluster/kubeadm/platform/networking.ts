/** What pods on bare hosts have for a network, and Services for addresses. */
import { Construct, Dependable, type IDependable } from "constructs";
import { Calico, type CalicoProps } from "./calico";
import { MetalLb, type MetalLbProps } from "./metallb";

export interface KubeadmNetworkingProps {
  /** The pods' network. */
  readonly calico: CalicoProps;
  /** Addresses of load balancers. @default none */
  readonly metallb?: Omit<MetalLbProps, "dependsOn"> | undefined;
}

/** What depends on it comes after the last of it. */
export class KubeadmNetworking extends Construct implements IDependable {
  public readonly calico: Calico;
  /** Undefined where the file names no addresses. */
  public readonly metallb: MetalLb | undefined;

  constructor(scope: Construct, id: string, { calico, metallb }: KubeadmNetworkingProps) {
    super(scope, id);
    this.calico = new Calico(this, "calico", calico);
    const network = this.calico.policies.release;
    this.metallb = metallb && new MetalLb(this, "metallb", { ...metallb, dependsOn: [network] });
    const last = this.metallb?.pools.release ?? network;
    Dependable.implement(this, { dependencyRoots: [last] });
    this.node.defaultChild = last;
  }
}
