/** The keys of new hosts: as they are given one by one, from a file, or an example's. */
import { readFileSync } from "node:fs";
import type { AnswerProblem, BlockAnswers } from "../../../model/new-block";
import { keyPath } from "../key-files";
import { exampleHostKey } from "./example-key";
import type { NewHost } from "./host-answers";
import { KnownHosts } from "./known-hosts";

export interface NewHostKey {
  readonly key: string;
  readonly isExample: boolean;
}

export interface NewHostKeys {
  /** One of each host, in their order. */
  readonly keys: readonly NewHostKey[];
  readonly problems: readonly AnswerProblem[];
}

export function hostKeysOf(hosts: readonly NewHost[], answers: BlockAnswers): NewHostKeys {
  const problems: AnswerProblem[] = [];
  const given = readGiven(hosts, answers["host-key"] ?? [], problems);
  const [file] = answers["known-hosts"] ?? [];
  const known = file === undefined ? undefined : readKnown(file, problems);
  const keys = hosts.map((host, index): NewHostKey => {
    const own = given.get(host.name);
    if (own !== undefined) return { key: own, isExample: false };
    const found = known?.keysOf(host.address, host.port) ?? [];
    const [key] = found;
    if (known && found.length !== 1) problems.push(notOne(host, found.length, String(file)));
    return key === undefined ? { key: exampleHostKey(index + 1), isExample: true } : { key, isExample: false };
  });
  return { keys, problems };
}

/** `cp1=ssh-ed25519 AAAA…`, by the host's name. */
function readGiven(
  hosts: readonly NewHost[],
  answers: readonly string[],
  problems: AnswerProblem[],
): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const answer of answers) {
    const [, name = "", key = ""] = /^([^=\s]+)=(.*)$/.exec(answer) ?? [];
    const wrong = ((): string | undefined => {
      if (name === "") return `'${answer}' does not say whose key it is.`;
      if (!hosts.some((host) => host.name === name)) return `There is no host '${name}' whose key it could be.`;
      return given.has(name) ? `The host '${name}' is given two keys.` : undefined;
    })();
    if (wrong === undefined) given.set(name, key.trim());
    else problems.push({ option: "host-key", code: "INIT_HOST_KEY", message: wrong, remedy: HOST_KEY_REMEDY });
  }
  return given;
}

const HOST_KEY_REMEDY = "Write the name of one of the hosts, =, and its key: 'cp1=ssh-ed25519 AAAA…'.";

function readKnown(file: string, problems: AnswerProblem[]): KnownHosts | undefined {
  const place = keyPath(file, process.cwd());
  const unusable = (message: string): undefined => {
    const remedy = "Name a file such as `ssh-keyscan` writes, or ~/.ssh/known_hosts.";
    problems.push({ option: "known-hosts", code: "INIT_KNOWN_HOSTS", message, remedy });
    return undefined;
  };
  let text: string;
  try {
    text = readFileSync(place, "utf8");
  } catch (error) {
    return unusable(`'${file}' cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}.`);
  }
  const known = new KnownHosts(text);
  return known.size > 0 ? known : unusable(`There is no key of any host in '${file}'.`);
}

function notOne({ name, address, port }: NewHost, count: number, file: string): AnswerProblem {
  const scan = `ssh-keyscan -t ed25519${port === 22 ? "" : ` -p ${port}`} ${address}`;
  return {
    option: "known-hosts",
    code: "INIT_HOST_KEY",
    message:
      count === 0
        ? `There is no key of '${name}' (${address}) in '${file}'.`
        : `'${file}' has ${count} keys of one type for '${name}' (${address}), of which one at most is its own.`,
    remedy: `Add what \`${scan}\` prints, once the host's own console confirms it; or give the key by --host-key.`,
  };
}
