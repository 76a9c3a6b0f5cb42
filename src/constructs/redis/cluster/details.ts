/** What of a cache in the cluster only those must know who make its users: as texts, so that another stack may. */
import type { CacheAttributes } from "../contract";
import type { Node } from "./names";

export interface CacheDetails {
  readonly namespace: string;
  readonly nodes: readonly Node[];
  /** Whether proxies stand before the nodes. */
  readonly proxied: boolean;
  /** Of the nodes' pods. */
  readonly generation: string;
  /** Secret with the authority (`ca.crt`) of its certificate. */
  readonly authoritySecret: string;
  /** What each user may, by its name. */
  readonly rules: Readonly<Record<string, string>>;
}

const RULES = "rules ";

export function detailsText(details: CacheDetails): CacheAttributes["details"] {
  const { namespace, nodes, proxied, generation, authoritySecret, rules } = details;
  return {
    namespace,
    nodes: nodes.map(({ name, host, port }) => `${name} ${host} ${port}`).join("\n"),
    proxied: String(proxied),
    generation,
    authoritySecret,
    ...Object.fromEntries(Object.entries(rules).map(([user, text]) => [`${RULES}${user}`, text])),
  };
}

export function detailsOf({ details }: Pick<CacheAttributes, "details">): CacheDetails {
  const text = (key: string): string => details[key] ?? "";
  return {
    namespace: text("namespace"),
    nodes: text("nodes")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [name = "", host = "", port = ""] = line.split(" ");
        return { name, host, port: Number(port) };
      }),
    proxied: text("proxied") === "true",
    generation: text("generation"),
    authoritySecret: text("authoritySecret"),
    rules: Object.fromEntries(
      Object.entries(details)
        .filter(([key]) => key.startsWith(RULES))
        .map(([key, rules]) => [key.slice(RULES.length), rules]),
    ),
  };
}
