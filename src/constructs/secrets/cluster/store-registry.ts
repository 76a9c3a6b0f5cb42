/** Which namespace may reach which secrets: one ClusterSecretStore for each path that is opened to a namespace. Pure. */
import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { JangadaError } from "../../../errors";
import { ADMINISTRATORS_STORE } from "../names";
import type { OpenedStore, OpenStoreProps, StoreReference } from "../contract";
import { keyIn, type StoreBackend } from "./store-backend";

/** A path ends with a slash, or `orders` would also open `orders-archive`. Other characters have no place in a secret's name. */
const PATH = /^([A-Za-z0-9_+=.@-]+\/)+$/;

/** A DNS subdomain (RFC 1123), as Kubernetes asks of most names; of a store's, each part becomes part of an address. */
const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** The stores of an environment, in the order of their names. */
export class StoreRegistry {
  /** Store to namespace. It grows while components are built: what reads it at synth sees all. */
  public readonly namespaces: Record<string, string>;
  /** Store to what stands before every name in it; empty of the administrators'. */
  public readonly prefixes: Record<string, string>;

  constructor(
    private readonly owner: IConstruct,
    /** `<env>/`. */
    public readonly prefix: string,
    known: {
      readonly namespaces?: Readonly<Record<string, string>>;
      readonly prefixes?: Readonly<Record<string, string>>;
    } = {},
    private readonly backend: Pick<StoreBackend, "keyOf" | "keyOfId"> = {},
  ) {
    this.namespaces = { ...known.namespaces };
    this.prefixes = { ...known.prefixes };
  }

  public get stores(): readonly OpenedStore[] {
    return Object.keys(this.namespaces)
      .sort()
      .map((name) => this.store(name));
  }

  /**
   * @returns the store, and whether it is new
   * @throws JangadaError SECRET_STORE_NAME, SECRET_STORE_PATH, SECRET_STORE_TWICE.
   */
  public open({ name, namespace, path }: OpenStoreProps): { readonly store: OpenedStore; readonly isNew: boolean } {
    if (!NAME.test(name) || name === ADMINISTRATORS_STORE) {
      throw this.error("SECRET_STORE_NAME", `No store can be called '${name}'.`, NAME_REMEDY);
    }
    if (!PATH.test(path)) {
      throw this.error("SECRET_STORE_PATH", `No store '${name}' can be opened for '${path}'.`, PATH_REMEDY);
    }
    return this.register(name, namespace, this.prefix + path);
  }

  /** @throws JangadaError SECRET_STORE_TWICE. */
  public openAdministrators(namespace: string): { readonly store: OpenedStore; readonly isNew: boolean } {
    return this.register(ADMINISTRATORS_STORE, namespace, "");
  }

  /**
   * The store through which a namespace reaches a secret, and what the secret is called in it.
   * @throws JangadaError SECRET_STORE_MISSING if no store of the namespace reaches that far.
   */
  public refer(namespace: string, remoteName: string): StoreReference {
    const namespaceStores = this.stores.filter(
      (store) => store.prefix !== "" && this.isSameText(store.namespace, namespace),
    );
    const matching = namespaceStores.filter(
      ({ prefix }) => remoteName.startsWith(prefix) && remoteName.length > prefix.length,
    );
    const [narrowest] = [...matching].sort((a, b) => b.prefix.length - a.prefix.length);
    if (narrowest) return { ...narrowest, key: keyIn(this.backend, narrowest, remoteName) };
    const what = Token.isUnresolved(remoteName) ? "a secret whose name only Terraform knows" : `'${remoteName}'`;
    throw this.error(
      "SECRET_STORE_MISSING",
      `The namespace '${namespace}' has no store that reaches ${what}.`,
      `It reaches: ${namespaceStores.map(({ prefix }) => `${prefix}…`).join(", ") || "nothing"}. Open the path to it first.`,
    );
  }

  /** @throws JangadaError SECRET_STORE_MISSING. */
  public referAdministrator(namespace: string, id: string): StoreReference {
    const store = this.stores.find(({ prefix }) => prefix === "");
    if (store && this.isSameText(store.namespace, namespace))
      return { ...store, key: this.backend.keyOfId?.(id) ?? id };
    throw this.error(
      "SECRET_STORE_MISSING",
      `The namespace '${namespace}' does not reach the secrets of administrators.`,
      `They are open to ${store ? `'${store.namespace}' alone` : "no namespace"}.`,
    );
  }

  private register(name: string, namespace: string, prefix: string): { store: OpenedStore; isNew: boolean } {
    const isNew = !Object.hasOwn(this.namespaces, name);
    const store = this.store(name);
    if (!isNew && (!this.isSameText(store.namespace, namespace) || store.prefix !== prefix)) {
      throw this.error(
        "SECRET_STORE_TWICE",
        `The store '${name}' is already open to '${store.namespace}', for '${store.prefix}'.`,
        "Give the second one another name.",
      );
    }
    if (isNew) {
      this.namespaces[name] = namespace;
      this.prefixes[name] = prefix;
    }
    return { store: this.store(name), isNew };
  }

  /** Two references to one namespace are two different tokens, which resolve to the same expression. */
  private isSameText(one: string, other: string): boolean {
    return one === other || this.expression(one) === this.expression(other);
  }

  private expression(text: string): string {
    if (!Token.isUnresolved(text)) return text;
    const resolver = new DefaultTokenResolver(new StringConcat());
    return String(Tokenization.resolve(text, { scope: this.owner, resolver, preparing: false }));
  }

  private store(name: string): OpenedStore {
    const [namespace = "", prefix = ""] = [this.namespaces[name], this.prefixes[name]];
    return { kind: "ClusterSecretStore", name, namespace, prefix };
  }

  private error(code: string, message: string, remedy: string): JangadaError {
    return new JangadaError({ code, message, place: { construct: this.owner.node.path }, remedy });
  }
}

const NAME_REMEDY = `A name is words of a-z, 0-9 and hyphens, joined by dots; '${ADMINISTRATORS_STORE}' is taken.`;
const PATH_REMEDY =
  "A path is words of A-Z, a-z, 0-9 and _+=.@-, each with a slash after it, such as 'databases/orders/'.";
