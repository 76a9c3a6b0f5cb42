/** Services of a cache: which keys and channels each reaches, and which commands it has. Data and checks, without anything of a target. */
import { z } from "zod";
import { KEBAB_CASE } from "../../model/kebab-case";

/** As a text begins that is a UUID. */
const UUID = `${"[0-9a-f]".repeat(8)}-*`;

/** What some frameworks call their keys and channels, whoever uses them. */
export const PRESETS = {
  /**
   * Celery over kombu, without `global_keyprefix` (kombu/transport/redis.py, celery/backends/base.py): queues called `celery…`, their
   * bindings, what workers hold and have not acknowledged, results, replies to remote control.
   */
  celery: {
    keys: ["celery*", "_kombu.*", "unacked*", `${UUID}.reply.celery.pidbox`],
    channels: ["/*.celery*", "celery-task-meta-*"],
  },
  /** Sessions as connect-redis, Rails, Spring Session, Django's cache and PHP name them without a prefix of their own. */
  sessions: {
    keys: ["sess:*", "session:*", "spring:session:*", ":*:django.contrib.sessions.*", "PHPREDIS_SESSION:*"],
    channels: ["spring:session:*"],
  },
} as const;

export type Preset = keyof typeof PRESETS;

export const ACCESSES = ["readWrite", "read"] as const;

/**
 * Whoever has one of these reaches what others keep, or the server itself. `keys` is one of them: it holds up everybody, and names
 * everything.
 */
const NEVER = new Set(
  (
    "acl bgrewriteaof bgsave cluster config debug failover flushall flushdb function keys lastsave migrate module monitor pfdebug " +
    "pfselftest psync replconf replicaof restore restore-asking save script shutdown slaveof slowlog swapdb sync latency"
  ).split(" "),
);
const NEVER_CATEGORIES = new Set(["@all", "@admin", "@dangerous"]);

const COMMAND = /^(?:@[a-z]+|[a-z][a-z0-9_-]*(?:\|[a-z][a-z0-9_-]*)?)$/;

/** Of a command with a subcommand the command. */
const containerOf = (command: string): string => command.split("|")[0] ?? "";

/** Subcommands of `client` that reach other connections. */
const OTHERS = /^client(?:$|\|(?:kill|pause|unpause|unblock|list|no-evict)$)/;

/** An entry of an access list: printable, without what an ACL file would take for quotes. */
const PATTERN = /^[!#-&(-[\]-~]{1,200}$/;

const pattern = z
  .string()
  .regex(
    PATTERN,
    "1 to 200 printable characters of ASCII, without spaces, quotes and backslashes; `*` and `?` as in GLOB.",
  );

/** A name of the cloud's takes environment, cache and service; a longer one is cut, with a digest. */
const MAX_NAME = 40;

/** The server's own user, the platform's, and those of the nodes among each other. */
export const RESERVED_SERVICES: readonly string[] = [
  "default",
  "monitoring",
  "passwords",
  "proxy",
  "replication",
  "sentinel",
];

export const cacheServiceName = z
  .string()
  .max(MAX_NAME)
  .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.")
  .refine((name) => !RESERVED_SERVICES.includes(name), {
    error: `This name is the platform's own. Not allowed are: ${RESERVED_SERVICES.join(", ")}.`,
  });

export const cacheServiceSchema = z.strictObject({
  name: cacheServiceName.describe(
    "Name of the service: one user, whose secret is delivered to the namespace of that name.",
  ),
  keys: z
    .array(pattern)
    .min(1)
    .optional()
    .describe("Patterns of the keys that it reaches. Default: `<name>:*`, and those of the preset."),
  channels: z
    .array(pattern)
    .optional()
    .describe(
      "Patterns of the Pub/Sub channels that it reaches; [] for none. Default: `<name>:*`, and those of the preset.",
    ),
  preset: z
    .enum(Object.keys(PRESETS) as [Preset, ...Preset[]])
    .optional()
    .describe("Adds the keys and channels of a framework that gives them no prefix: celery, sessions."),
  access: z
    .enum(ACCESSES)
    .default("readWrite")
    .describe("`read` neither writes nor publishes; on the nodes that answer reads alone it is enough."),
  commands: z
    .array(
      z
        .string()
        .regex(COMMAND, "A command (`scan`), a subcommand (`pubsub|numsub`) or a category (`@geo`), in lower case.")
        .refine(
          (command) => !NEVER.has(containerOf(command)) && !NEVER_CATEGORIES.has(command) && !OTHERS.test(command),
          { error: "Whoever has this reaches what other services keep, or the server itself." },
        ),
    )
    .default([])
    .describe(
      "Commands beyond those that keep to its own keys and channels, such as `scan`, `randomkey` or `pubsub|numsub`, which name those of all services.",
    ),
});

export type CacheService = z.output<typeof cacheServiceSchema>;

export interface Patterns {
  readonly keys: readonly string[];
  readonly channels: readonly string[];
}

/** What a service reaches, with its defaults; each pattern once. */
export function patternsOf({
  name,
  keys,
  channels,
  preset,
}: Pick<CacheService, "name" | "keys" | "channels" | "preset">): Patterns {
  const known: Patterns = preset ? PRESETS[preset] : { keys: [], channels: [] };
  const own = [`${name}:*`];
  return {
    keys: [...new Set([...(keys ?? own), ...known.keys])],
    channels: [...new Set([...(channels ?? own), ...known.channels])],
  };
}
