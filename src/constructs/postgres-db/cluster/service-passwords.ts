/**
 * The passwords of one service, a revision after the other: each has a login role, a name in the secret store and a Secret in
 * the cluster of its own, none of which ever means another password.
 */
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { ISecretStore } from "../../secrets/contract";

export interface ServicePasswordsProps {
  readonly secrets: ISecretStore;
  readonly namespace: string;
  /** Name of the server. */
  readonly server: string;
  readonly service: string;
  /** Name in the store of everything of this service: `<env>/databases/<server>/<service>`. */
  readonly remotePrefix: string;
  /** The newest. */
  readonly revision: number;
  readonly deleteWithEnvironment: boolean;
}

/** A Secret is what it was made of: neither the generator nor a person's hand in the store changes it afterwards. */
const NEVER = "0s";

/** The role that logs in with a revision of a service's password: `orders`, `orders_2`, `orders_3`, … */
export function loginRole(service: string, revision: number): string {
  // No service's name has an underscore: a revision's role cannot meet another service's.
  return revision === 1 ? service : `${service}_${revision}`;
}

/** The newest revision, and the one before it: applications have that until they are told of the newest. */
export function keptRevisions(revision: number): readonly number[] {
  return revision === 1 ? [1] : [revision - 1, revision];
}

export class ServicePasswords extends Construct {
  /** Name of the Kubernetes Secret with username and password of the newest revision. */
  public readonly secretName: string;
  /** What the Job waits for: that Secret. */
  public readonly ready: IConstruct & IDependable;
  /** Name in the store of the secret that applications read: username and password of the newest revision that logs in. */
  public readonly currentName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServicePasswordsProps,
  ) {
    super(scope, id);
    const { revision, remotePrefix } = props;
    this.currentName = `${remotePrefix}/current`;
    this.secretName = this.nameOf(revision);
    const delivered = keptRevisions(revision).map((kept) => this.make(kept));
    const [newest = this] = delivered.slice(-1);
    this.ready = newest;
  }

  /** Tells applications of the newest revision, once it logs in. */
  public publish(after: readonly IDependable[]): void {
    const { secrets, namespace, deleteWithEnvironment } = this.props;
    secrets.publish(this, "current", {
      namespace,
      secretName: this.secretName,
      remoteName: this.currentName,
      keys: ["username", "password"],
      deleteWithEnvironment,
      dependsOn: after,
    });
  }

  /** The password is made first: what is not in the store cannot be delivered. */
  private make(revision: number): IConstruct & IDependable {
    const { secrets, namespace, service, remotePrefix, deleteWithEnvironment } = this.props;
    const scope = revision === 1 ? this : new Construct(this, `revision-${revision}`);
    const remoteName = `${remotePrefix}/${revision}`;
    const generated = secrets.generate(scope, "generated", {
      namespace,
      remoteName,
      properties: { username: loginRole(service, revision) },
      deleteWithEnvironment,
    });
    return secrets.deliver(scope, "delivered", {
      namespace,
      secretName: this.nameOf(revision),
      remoteName,
      keys: { username: "username", password: "password" },
      refreshInterval: NEVER,
      dependsOn: [generated],
    });
  }

  /** Dots keep the parts apart: none of them has one. */
  private nameOf(revision: number): string {
    return `${this.props.server}.service.${this.props.service}.${revision}`;
  }
}
