/** Which objects of the world are Kubernetes clusters: whoever simulates a type announces it (`ProviderBehaviour.clusterTypes`). */
import type { ValueObject } from "../protocol/value";
import type { World, WorldObject } from "./world";

export interface ClusterNode {
  /** The group that it belongs to. */
  readonly pool: string;
  readonly zone?: string;
  /** @default one is made up, as a cloud does */
  readonly name?: string;
  /** By which other nodes reach it. @default none is told */
  readonly address?: string;
  /** Patch release of its kubelet. @default the first of the cluster's minor */
  readonly version?: string;
  /** Beside those that every node has. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** `<key>[=<value>]:<effect>` @default none */
  readonly taints?: readonly string[];
  /** @default false */
  readonly unschedulable?: boolean;
}

export interface Cluster {
  readonly endpoint: string;
  /** Kubernetes minor, such as `1.34`. */
  readonly version: string;
  /** The authority of the API server's certificate in PEM, where the object publishes one. */
  readonly authority?: string;
  /** The authority of the certificates by which clients come in, in PEM. @default nobody looks at them */
  readonly clientAuthority?: string;
  /** How load balancers in it are named. @default they have addresses and no names */
  readonly loadBalancerDomain?: string;
  readonly nodes: readonly ClusterNode[];
  /** The label that names a node's group. @default none does */
  readonly poolLabel?: string;
  /** What begins the ids of nodes at their cloud: `<scheme>://`; empty where they are of no cloud. */
  readonly providerIds: string;
  /** What its add-ons install, by the names of `assets/charts/crds.json`: definitions of custom resources that no release brings. @default none */
  readonly addOns?: readonly string[];
  readonly object: WorldObject;
}

/** One type of object that is a cluster, or has one behind it. */
export interface ClusterType {
  readonly type: string;
  /** Undefined while the object publishes no endpoint. */
  describe(attributes: ValueObject, world: World): Omit<Cluster, "object"> | undefined;
}
