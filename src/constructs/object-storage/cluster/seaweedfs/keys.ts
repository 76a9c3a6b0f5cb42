/** The keys of everybody who may log in, made in the cluster, and the file of them that the gateways read. No key passes through Terraform. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import { childOf } from "../../../kit/cdktf/child-of";
import type { ISecretStore } from "../../../secrets/contract";
import { ServicePasswords } from "../../../secrets/service-passwords";
import { accessKey, generationOf, identitiesTemplate, type Identity, userName } from "./identities";
import { ADMINISTRATOR, PLATFORM_STORE, RELEASE, SIGNING } from "./names";
import type { StoreOnServers } from "./stores";

export interface ServerKeysProps {
  /** Where keys are made and kept; a store of it is open to the namespace. */
  readonly secrets: ISecretStore;
  /** The servers' own, as a reference. */
  readonly namespace: string;
  /** Of the secrets' names: `<env>/object-storage`. */
  readonly secretPrefix: string;
  /** The stores, and who uses each. */
  readonly stores: readonly StoreOnServers[];
  /** The newest of the administrator's keys. */
  readonly adminKeyRevision: number;
  /** Whether the platform's own keys go with the environment. */
  readonly deleteWithEnvironment: boolean;
  /** What must be there before them. */
  readonly dependsOn: readonly IDependable[];
}

/** The file's name in its Secret, as the chart mounts it. */
const FILE = "seaweedfs_s3_config";

export class ServerKeys extends Construct {
  /** Whoever makes buckets. */
  public readonly administrator: ServicePasswords;
  /** By which the parts sign what they ask of each other. */
  public readonly signing: ServicePasswords;
  /** The Secret of the file of identities. */
  public readonly identitiesSecret: string;
  /** What gateways come after. */
  public readonly ready: readonly (IConstruct & IDependable)[];
  /** By store, then by user. */
  private readonly users: ReadonlyMap<string, ReadonlyMap<string, ServicePasswords>>;

  constructor(scope: Construct, id: string, props: ServerKeysProps) {
    super(scope, id);
    this.administrator = this.make(this, ADMINISTRATOR, props, {
      store: PLATFORM_STORE,
      user: ADMINISTRATOR,
      revision: props.adminKeyRevision,
      path: ADMINISTRATOR,
    });
    this.signing = this.make(this, SIGNING, props, {
      store: PLATFORM_STORE,
      user: SIGNING,
      revision: 1,
      path: SIGNING,
    });
    const stores = new Construct(this, "stores");
    this.users = new Map(
      props.stores.map((store) => [
        store.name,
        this.makeUsers(new Construct(stores, store.name), { ...props, ...store }, store),
      ]),
    );
    const { secret, delivered } = this.deliverIdentities(props);
    this.identitiesSecret = secret;
    this.ready = [delivered, this.signing.ready, this.administrator.ready];
  }

  /** Of a store's users, by their names. */
  public usersOf(store: string): ReadonlyMap<string, ServicePasswords> {
    return this.users.get(store) ?? new Map<string, ServicePasswords>();
  }

  private makeUsers(
    scope: Construct,
    props: ServerKeysProps,
    { name: store, users, keyRevision }: StoreOnServers,
  ): ReadonlyMap<string, ServicePasswords> {
    return new Map(
      users.map((one) => {
        const user = userName(one);
        const path = `${store}/${one.namespace}/${one.service}`;
        const place = childOf(scope, one.namespace);
        return [user, this.make(place, one.service, props, { store, user, revision: keyRevision, path })];
      }),
    );
  }

  private make(
    scope: Construct,
    id: string,
    props: ServerKeysProps,
    of: { readonly store: string; readonly user: string; readonly revision: number; readonly path: string },
  ): ServicePasswords {
    const { secrets, namespace, secretPrefix, deleteWithEnvironment, dependsOn } = props;
    return new ServicePasswords(scope, id, {
      secrets,
      namespace,
      server: of.store,
      service: of.user,
      username: (revision) => accessKey(of.store, of.user, revision),
      remotePrefix: `${secretPrefix}/${of.path}`,
      revision: of.revision,
      deleteWithEnvironment,
      dependsOn,
    });
  }

  private deliverIdentities(props: ServerKeysProps): {
    readonly secret: string;
    readonly delivered: IConstruct & IDependable;
  } {
    const { secrets, namespace, stores } = props;
    const all = [
      { name: ADMINISTRATOR, made: this.administrator, key: [PLATFORM_STORE, ADMINISTRATOR] as const },
      ...stores.flatMap(({ name, bucket, users }) =>
        users.flatMap((user) => {
          const made = this.usersOf(name).get(userName(user));
          const key = [name, userName(user)] as const;
          return made ? [{ name: key.join("."), made, key, may: { bucket, grants: user.grants } }] : [];
        }),
      ),
    ];
    let count = 0;
    const sources: Record<string, { readonly remoteName: string; readonly property: string }> = {};
    const identities = all.map(({ name, made, key, ...more }): Identity => {
      const keys = made.revisions.map((revision, index) => {
        // Short: what stands under `secretKey` a review takes for a secret, and would hide the file in which it finds it again.
        const property = `k${count++}`;
        sources[property] = { remoteName: made.remoteNames[index] ?? "", property: "password" };
        return { accessKey: accessKey(key[0], key[1], revision), property };
      });
      return { name, keys, ...("may" in more ? { may: more.may } : {}) };
    });
    const template = identitiesTemplate(identities);
    const remoteNames = Object.values(sources).map(({ remoteName }) => remoteName);
    const secret = `${RELEASE}-identities-${generationOf(template, remoteNames)}`;
    const delivered = secrets.deliver(this, "identities", {
      namespace,
      secretName: secret,
      remoteName: remoteNames[0] ?? "",
      keys: {},
      others: sources,
      template: { [FILE]: template },
      templateOnly: true,
      dependsOn: all.map(({ made }) => made.ready),
    });
    return { secret, delivered };
  }
}
