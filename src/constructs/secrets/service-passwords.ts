/**
 * The passwords of one service of a server, a revision after the other: each has a name in the secret store and a Secret in the
 * cluster of its own, neither of which ever means another password.
 */
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { ISecretStore } from "./contract";

export interface ServicePasswordsProps {
  /** Where secrets are made and from where they are delivered. */
  readonly secrets: ISecretStore;
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** Name of the server. */
  readonly server: string;
  /** Name of the service that the password is of. */
  readonly service: string;
  /** User of a revision. */
  readonly username: (revision: number) => string;
  /** Name in the store of everything of this service: `<env>/databases/<server>/<service>`. */
  readonly remotePrefix: string;
  /** The newest revision, from 1. */
  readonly revision: number;
  /** Whether the password goes with the environment. */
  readonly deleteWithEnvironment: boolean;
  /** Labels of the Secrets. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** What must exist before them, such as the namespace. @default nothing */
  readonly dependsOn?: readonly IDependable[];
}

/** External Secrets never reads it again: a revision's password stays what it was when its user was told of it. */
const NO_REFRESH = "0s";

/** The revisions that may log in: the newest, and the one before it, which applications use until their Secret is updated. */
export function validRevisions(revision: number): readonly number[] {
  return revision === 1 ? [1] : [revision - 1, revision];
}

export class ServicePasswords extends Construct {
  /** Name of the Kubernetes Secret with username and password of the newest revision. */
  public readonly secretName: string;
  /** Those that may log in, the older first. */
  public readonly revisions: readonly number[];
  /** By revision, the older first: the names in the store of those that may log in. */
  public readonly remoteNames: readonly string[];
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
    this.revisions = validRevisions(revision);
    this.remoteNames = this.revisions.map((validRevision) => `${remotePrefix}/${validRevision}`);
    const delivered = this.revisions.map((validRevision) => this.createPassword(validRevision));
    const [newest = this] = delivered.slice(-1);
    this.ready = newest;
  }

  /** Writes the newest revision to the secret that applications read, after the Job has told the server of it. */
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

  /** Generates the password of a revision in the store, then delivers it to the cluster as a Secret, in this order. */
  private createPassword(revision: number): IConstruct & IDependable {
    const { secrets, namespace, remotePrefix, deleteWithEnvironment } = this.props;
    const scope = revision === 1 ? this : new Construct(this, `revision-${revision}`);
    const remoteName = `${remotePrefix}/${revision}`;
    const generated = secrets.generate(scope, "generated", {
      namespace,
      remoteName,
      properties: { username: this.props.username(revision) },
      deleteWithEnvironment,
      ...(this.props.dependsOn ? { dependsOn: this.props.dependsOn } : {}),
    });
    return secrets.deliver(scope, "delivered", {
      namespace,
      secretName: this.nameOf(revision),
      remoteName,
      keys: { username: "username", password: "password" },
      ...(this.props.labels ? { labels: this.props.labels } : {}),
      refreshInterval: NO_REFRESH,
      dependsOn: [generated],
    });
  }

  /** Name of the Secret of a revision. Joined by dots, which neither a server's nor a service's name contains: two names never collide. */
  public nameOf(revision: number): string {
    return passwordSecret(this.props.server, this.props.service, revision);
  }
}

export const passwordSecret = (server: string, service: string, revision: number): string =>
  `${server}.service.${service}.${revision}`;
