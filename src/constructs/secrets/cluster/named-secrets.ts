/** Which store reaches which secrets, where each has to be named: what was said of them, by whoever makes, delivers or lists one. Pure. */
import type { OpenedStore } from "../contract";
import type { SecretAccess } from "./store-access";

/** What stands of a secret and a store in `details`, for the stacks that read of it. No store's name has a space. */
export const reachKey = (store: string, name: string): string => `${store} ${name}`;

/**
 * A store reaches what lies below its prefix, as far as anybody has named it, in whatever order: a service's password is made through
 * the store of the databases, and read through that of an application. Only the store through which it is written writes it.
 */
export class NamedSecrets {
  private readonly stores: OpenedStore[] = [];
  private readonly names = new Set<string>();

  constructor(
    /** By store and secret; it grows while components are built. */
    private readonly reached: Record<string, string>,
    /** Called once for each store and secret. */
    private readonly give: (store: OpenedStore, name: string, access: () => SecretAccess) => void,
  ) {}

  public open(store: OpenedStore): void {
    this.stores.push(store);
    for (const name of this.names) this.reach(store, name, "read");
  }

  public name(store: OpenedStore, name: string, access: SecretAccess): void {
    this.names.add(name);
    this.reach(store, name, access);
    for (const other of this.stores) this.reach(other, name, "read");
  }

  private reach(store: OpenedStore, name: string, access: SecretAccess): void {
    if (store.prefix === "" || !name.startsWith(store.prefix)) return;
    const key = reachKey(store.name, name);
    const known = this.reached[key];
    if (known === undefined || access === "write") this.reached[key] = access;
    if (known === undefined) this.give(store, name, () => (this.reached[key] === "write" ? "write" : "read"));
  }
}
