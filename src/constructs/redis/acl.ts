/**
 * What a user may do, as the server's access lists say it (valkey.io/topics/acl). Written in the order in which the server itself lists
 * rules, with nothing left to defaults: a provider that repeats them in its own words repeats these.
 */
import { type CacheService, patternsOf } from "./services";

/** Reading and writing keys by name, Pub/Sub, transactions, scripts; nothing that reaches the server or names other services' keys. */
const READ_WRITE = [
  "-@all",
  "+@read",
  "+@write",
  "+@pubsub",
  "+@connection",
  "+@transaction",
  "+@scripting",
  "-@admin",
  "-@dangerous",
  // Each of these names keys or channels of others: ACL patterns do not hold for them.
  "-scan",
  "-randomkey",
  "-pubsub",
  // Without a prefix it tells every key of the server that changes.
  "-client|tracking",
  // Functions are the server's, not a user's; so is the cache of scripts, but for one's own digests.
  "-function",
  "-script",
  "+script|load",
  "+script|exists",
  // In @dangerous, but figures only, which many clients read when they connect.
  "+info",
  // In no category of the above.
  "+time",
] as const;

const READ = [
  "-@all",
  "+@read",
  "+@connection",
  "-@admin",
  "-@dangerous",
  "-scan",
  "-randomkey",
  "-client|tracking",
  "+subscribe",
  "+unsubscribe",
  "+psubscribe",
  "+punsubscribe",
  "+ssubscribe",
  "+sunsubscribe",
  "+info",
  "+time",
] as const;

/** How a client of a sharded server finds its way. */
const ROUTING = [
  "+cluster|slots",
  "+cluster|shards",
  "+cluster|nodes",
  "+cluster|info",
  "+cluster|keyslot",
  "+cluster|myid",
] as const;

/** Figures, and no data: what redis_exporter asks for, without what shows arguments of commands (`slowlog get`). */
const MONITORING = [
  "-@all",
  "+ping",
  "+info",
  "+select",
  "+client|list",
  "+client|setname",
  "+latency|latest",
  "+latency|histogram",
  "+slowlog|len",
  "+cluster|info",
] as const;

export interface AclOptions {
  /** Whether keys are spread over shards. */
  readonly sharded: boolean;
}

/** The rules of a service's user, without its name and its passwords. */
export function serviceRules(service: CacheService, { sharded }: AclOptions): string {
  const { keys, channels } = patternsOf(service);
  return [
    "on",
    ...keys.map((pattern) => `~${pattern}`),
    "resetchannels",
    ...channels.map((pattern) => `&${pattern}`),
    ...(service.access === "read" ? READ : READ_WRITE),
    ...(sharded ? ROUTING : []),
    ...service.commands.map((command) => `+${command}`),
  ].join(" ");
}

/** Of the user that exporters log in with. */
export const MONITORING_RULES = ["on", "resetchannels", ...MONITORING].join(" ");

/** Of the server's user `default`, as whom a client speaks that does not log in: switched off, and it may do nothing. */
export const DEFAULT_USER_RULES = "off resetchannels -@all";
