/** What an application needs to connect to something of the platform's, as one Kubernetes Secret in its namespace. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { DeliverSecretProps, ISecretStore } from "./contract";

export interface ServiceConnectionProps {
  /** The store from which the Secret is read; it must be open to the namespace. */
  readonly secrets: ISecretStore;
  /** One of the services of what is connected to. */
  readonly service: string;
  /** Namespace of the application; it must exist. */
  readonly namespace: string;
  /** Name of the Kubernetes Secret. @default `<service>-`, and what is connected to */
  readonly secretName?: string;
  /** How often the store is read again, as a Go duration: how soon another password or key arrives. @default "5m" */
  readonly refreshInterval?: string;
  /** What must exist before this; a construct means every resource in it. @default none */
  readonly dependsOn?: readonly IDependable[];
}

/** Where it comes from, and what is put in on delivery. */
export interface ConnectionSource extends Pick<
  DeliverSecretProps,
  "remoteName" | "further" | "others" | "template" | "templateOnly"
> {
  /** What is connected to, as names of Secrets end: `redis`. */
  readonly kind: string;
  /** What makes the secret in the store. */
  readonly of: IDependable;
}

export abstract class ServiceConnection extends Construct {
  public readonly secretName: string;
  /** What an application's pods come after. */
  public readonly delivered: IConstruct & IDependable;

  /** @param sourceAt is given the path of this construct, for errors */
  protected constructor(
    scope: Construct,
    id: string,
    props: ServiceConnectionProps,
    sourceAt: (path: string) => ConnectionSource,
  ) {
    super(scope, id);
    const { secrets, service, namespace, refreshInterval = "5m", dependsOn = [] } = props;
    const { kind, of, ...source } = sourceAt(this.node.path);
    this.secretName = props.secretName ?? `${service}-${kind}`;
    this.delivered = secrets.deliver(this, "Resource", {
      namespace,
      secretName: this.secretName,
      ...source,
      refreshInterval,
      dependsOn: [...dependsOn, of],
    });
    this.node.defaultChild = this.delivered.node.defaultChild;
  }
}
