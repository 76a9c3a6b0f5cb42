/**
 * Which key a restored server is encrypted with. It keeps that of its source, and no server ever changes its key: whose that is must be
 * in the file, and stay there. Each target says what it calls servers and keys.
 */
import type { SectionProblem } from "../../model/component";
import type { DatabaseSection, DatabasesSection } from "./section";

export interface KeyWords {
  /** The field of an existing key, with its block. */
  readonly field: string;
  /** Id of the existing key that an entry names. */
  readonly existing: (database: DatabaseSection) => string | undefined;
  /** How a file writes an existing key. @param id @default a placeholder */
  readonly write: (id?: string) => string;
  /** What the cloud calls the server of an entry. */
  readonly serverName: (name: string) => string;
  /** Whether `restore.from` names what is left of a server that is gone: nobody here can tell its key. */
  readonly isLeft: (database: DatabaseSection, from: string) => boolean;
  /** What else a server can be made from, such as `the snapshot`. @default nothing */
  readonly madeFrom?: (database: DatabaseSection) => string | undefined;
}

/** Whose key the server is encrypted with. */
export function checkRestoredKey(
  databases: DatabasesSection,
  database: DatabaseSection,
  words: KeyWords,
): readonly SectionProblem[] {
  const { restore, keyOf } = database;
  const { field, write } = words;
  const existing = words.existing(database);
  if (keyOf !== undefined && existing !== undefined) {
    return [keyProblem(`There is one key of a server: 'keyOf' and '${field}' say two.`, "Take one of them out.")];
  }
  const owner = databases.find(({ name }) => name === keyOf);
  const ownersKey = owner && words.existing(owner);
  if (owner && ownersKey !== undefined) {
    return [
      keyProblem(
        `'${owner.name}' has no key of its own, but an existing one.`,
        `Write \`${write(ownersKey)}\` in place of \`keyOf\`.`,
      ),
    ];
  }
  if (restore === undefined) {
    const what = words.madeFrom?.(database);
    return what === undefined ? [] : keyUnsaid(database, what, words);
  }
  const sibling = databases.find(({ name }) => name !== database.name && words.serverName(name) === restore.from);
  if (sibling) {
    return [
      {
        path: ["restore", "from"],
        code: "DATABASE_RESTORE_SOURCE",
        message: `'${restore.from}' is the server '${sibling.name}' of this file.`,
        remedy: `Write \`from: ${sibling.name}\`.`,
      },
    ];
  }
  const source = databases.find(({ name }) => name === restore.from);
  if (source) return source.name === database.name ? [] : keyOfSource(source, database, words);
  if (words.isLeft(database, restore.from)) return keyUnsaid(database, "the backups", words);
  if (keyOf !== undefined || existing !== undefined) return [];
  return [
    {
      path: ["restore", "from"],
      code: "DATABASE_RESTORE_SOURCE",
      message: `There is no database '${restore.from}' in the file: ${names(databases, database)}.`,
      remedy: `If it is a server elsewhere, name its key as well, which the restored one keeps: \`${write()}\`.`,
    },
  ];
}

const names = (databases: DatabasesSection, { name }: DatabaseSection): string =>
  databases
    .filter((other) => other.name !== name)
    .map((other) => `'${other.name}'`)
    .join(", ") || "no other one at all";

/** The server has the key that its source has. */
function keyOfSource(
  source: DatabaseSection,
  database: DatabaseSection,
  { existing, field, write }: KeyWords,
): readonly SectionProblem[] {
  const [sources, own] = [existing(source), existing(database)];
  if (sources !== undefined) {
    if (own === sources) return [];
    return [
      keyProblem(
        `What is restored from '${source.name}' keeps its key, ${sources}.`,
        `Write \`${write(sources)}\`, and leave it there.`,
      ),
    ];
  }
  const owner = source.keyOf ?? source.name;
  if (database.keyOf === owner && own === undefined) return [];
  return [
    keyProblem(
      `What is restored from '${source.name}' keeps its key${owner === source.name ? "" : `, which is that of '${owner}'`}.`,
      `Write \`keyOf: ${owner}\`${own === undefined ? "" : ` in place of \`${field}\``}, and leave it there, also when '${owner}' is gone.`,
    ),
  ];
}

/** Of what a server of this name left, its own key is right; of anything else it is not, and nothing here can tell. */
function keyUnsaid(database: DatabaseSection, what: string, { existing, write }: KeyWords): readonly SectionProblem[] {
  const { keyOf, name } = database;
  if (keyOf !== undefined || existing(database) !== undefined) return [];
  return [
    {
      ...keyProblem(
        `'${name}' will be encrypted with the key of ${what}, and has the one of its own name in the file.`,
        `That is right if '${name}' itself left them, and its key is still there. Else write whose key it is: \`keyOf\`, or \`${write()}\`.`,
      ),
      severity: "warning",
    },
  ];
}

const keyProblem = (message: string, remedy: string): SectionProblem => ({
  path: ["keyOf"],
  code: "DATABASE_RESTORE_KEY",
  message,
  remedy,
});
