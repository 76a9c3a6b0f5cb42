/** The keys of everybody who may log in to servers of objects, made in the cluster. No key passes through Terraform. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import { childOf } from "../../kit/cdktf/child-of";
import type { ISecretStore } from "../../secrets/contract";
import { ServicePasswords } from "../../secrets/service-passwords";
import { accessKey, userName } from "./endpoint/access";
import { ADMINISTRATOR, PLATFORM_STORE } from "./endpoint/names";
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

/** Whose keys one is of. */
interface KeyOf {
  readonly store: string;
  readonly user: string;
  readonly revision: number;
  readonly path: string;
}

export class ServerKeys extends Construct {
  /** Whoever makes buckets. */
  public readonly administrator: ServicePasswords;
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
    const stores = new Construct(this, "stores");
    this.users = new Map(
      props.stores.map((store) => [
        store.name,
        this.makeUsers(new Construct(stores, store.name), { ...props, ...store }, store),
      ]),
    );
  }

  /** Of a store's users, by their names. */
  public usersOf(store: string): ReadonlyMap<string, ServicePasswords> {
    return this.users.get(store) ?? new Map<string, ServicePasswords>();
  }

  /** What the servers come after. */
  public get ready(): readonly (IConstruct & IDependable)[] {
    return [this.administrator.ready];
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

  protected make(scope: Construct, id: string, props: ServerKeysProps, of: KeyOf): ServicePasswords {
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
}
