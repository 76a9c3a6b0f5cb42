/** The file of access lists, as a template over passwords: the server gets hashes, and so does whoever reads the file. */
import { DEFAULT_USER_RULES } from "../acl";

/**
 * Who the nodes, the Sentinels, the proxies and the platform's Jobs are to the servers: what each needs and no more. No service can be
 * called so (`RESERVED_SERVICES`).
 */
export const INTERNAL_USERS = {
  /** Copies, at the node that they follow (valkey.io/topics/acl, "ACL rules for Sentinel and Replicas"). */
  replication: "on resetchannels -@all +psync +replconf +ping",
  /** Sentinels (the same page), and a node that hands over before it goes. */
  sentinel:
    "on resetchannels &* -@all +multi +exec +slaveof +replicaof +ping +subscribe +publish +role +info +config|rewrite +client|setname +client|kill +client|pause +client|unpause +script|kill",
  /** The proxy asks who writes. */
  proxy: "on resetchannels -@all +info +ping",
  /** Reads the file of access lists again, and the certificate; sees what came of it. */
  passwords: "on resetchannels -@all +acl|load +acl|users +config|set +info +ping",
} as const;

export type InternalUser = keyof typeof INTERNAL_USERS;

export interface ListedUser {
  readonly name: string;
  readonly rules: string;
  /** Keys of the template under which its passwords stand. */
  readonly passwords: readonly string[];
}

export const GENERATION_USER = "generation-";

/**
 * A user that nobody logs in as, by whose name is known which file a server has read.
 * @param generation hexadecimal digits
 */
export const markerUser = (generation: string): string => `${GENERATION_USER}${generation}`;

/** A template of External Secrets (`engineVersion: v2`): Go's, with sprig's functions. */
export function usersTemplate(users: readonly ListedUser[], generation: string): string {
  return [
    `user default ${DEFAULT_USER_RULES}`,
    `user ${markerUser(generation)} ${DEFAULT_USER_RULES}`,
    ...users.map(({ name, rules, passwords }) =>
      [`user ${name}`, verbatim(rules), ...passwords.map((key) => `#{{ index . "${key}" | sha256sum }}`)].join(" "),
    ),
    "",
  ].join("\n");
}

/** Patterns may hold what a template would take for its own. */
const verbatim = (rules: string): string => rules.replaceAll("{{", '{{ "{{" }}');
