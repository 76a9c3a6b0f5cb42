/** Checks of servers that are restored from others: what holds on every target. */
import type { SectionProblem } from "../../model/component";
import { type RestoreSection, utcOf } from "./restore";
import type { DatabaseSection, DatabasesSection } from "./section";

const DAY_MS = 24 * 60 * 60 * 1000;

const PAGE = "docs/restore.md";

/** @param now Milliseconds since 1970. */
export function checkRestore(
  databases: DatabasesSection,
  database: DatabaseSection,
  now = Date.now(),
): readonly SectionProblem[] {
  const { restore, name } = database;
  if (restore === undefined) return checkKeyOf(databases, database);
  if (restore.from === name) return [fromItself(name)];
  const source = databases.find((other) => other.name === restore.from);
  if (source && leadsTo(databases, source, name)) return [inCircle(name, source.name)];
  return [
    ...checkTime(restore, source, now),
    ...(source ? checkAgainst(source, database) : []),
    ...checkKeyOf(databases, database),
  ];
}

const fromItself = (name: string): SectionProblem => ({
  path: ["restore", "from"],
  code: "DATABASE_RESTORE_SOURCE",
  message: `'${name}' cannot be restored from itself: a server is restored when it is made, and never in its place.`,
  remedy: `Add a second server that is restored from '${name}'. If '${name}' is gone, name the backups that it left as the cloud calls them: see ${PAGE}.`,
});

/** Whether what a server is restored from comes, by whatever chain, from the one of that name. */
function leadsTo(databases: DatabasesSection, start: DatabaseSection, name: string): boolean {
  const seen = new Set<DatabaseSection>();
  for (let at: DatabaseSection | undefined = start; at && !seen.has(at);) {
    if (at.name === name) return true;
    seen.add(at);
    const from: string | undefined = at.restore?.from;
    at = databases.find((other) => other.name === from);
  }
  return false;
}

const inCircle = (name: string, source: string): SectionProblem => ({
  path: ["restore", "from"],
  code: "DATABASE_RESTORE_SOURCE",
  message: `'${name}' is to be restored from '${source}', which is itself restored from '${name}'.`,
  remedy: "Take `restore` out of the one that has been made already.",
});

function checkTime(
  { at }: RestoreSection,
  source: DatabaseSection | undefined,
  now: number,
): readonly SectionProblem[] {
  if (at === undefined) return [];
  const path = ["restore", "at"];
  const age = now - Date.parse(at);
  if (age < 0) {
    return [
      {
        path,
        code: "DATABASE_RESTORE_TIME",
        message: `'${at}' (${utcOf(at)}) is still to come.`,
        remedy: "Look at the zone; or write `latest: true` in its place.",
      },
    ];
  }
  if (source === undefined || age <= source.backupDays * DAY_MS) return [];
  return [
    {
      path,
      code: "DATABASE_RESTORE_TIME",
      severity: "warning",
      message: `'${source.name}' keeps backups of ${source.backupDays} days: of '${at}' there are none any more.`,
      remedy: "If the server has been made already, take `restore` out. Else choose a later time, or a snapshot.",
    },
  ];
}

/** What a restored server has of its source, whatever its own entry says. */
function checkAgainst(source: DatabaseSection, database: DatabaseSection): readonly SectionProblem[] {
  const { name } = source;
  const found: SectionProblem[] = [];
  const refuse = (path: string, message: string, remedy: string): void => {
    found.push({ path: [path], code: "DATABASE_RESTORE_DIFFERS", message, remedy });
  };
  if (database.version !== source.version) {
    refuse(
      "version",
      `What is restored from '${name}' has its version, ${source.version}, and not ${database.version}.`,
      `Write \`version: "${source.version}"\`; raise it once the server is there.`,
    );
  }
  if (database.storage < source.storage) {
    refuse(
      "storage",
      `What is restored from '${name}' has at least its storage: ${source.storage} GiB, and not ${database.storage}.`,
      `Write \`storage: ${source.storage}\`, or more.`,
    );
  }
  if (database.passwordRevision < source.passwordRevision) {
    refuse(
      "passwordRevision",
      `The users of '${name}', which are restored with it, are at the revision ${source.passwordRevision} of their passwords; it is never lowered (to ${database.passwordRevision}).`,
      `Write \`passwordRevision: ${source.passwordRevision}\`.`,
    );
  }
  if (database.services === undefined) {
    const services = source.services ?? [name];
    refuse(
      "services",
      `The logical databases that are restored from '${name}' are called ${services.join(", ")}. Without 'services' there would be another one beside them, and it would be empty.`,
      `Write \`services: [${services.join(", ")}]\`, and leave it there.`,
    );
  }
  return found;
}

/** A key is owned by the server that it was made for. */
function checkKeyOf(databases: DatabasesSection, { name, keyOf, restore }: DatabaseSection): readonly SectionProblem[] {
  if (keyOf === undefined) return [];
  const refuse = (message: string, remedy: string): readonly SectionProblem[] => [
    { path: ["keyOf"], code: "DATABASE_KEY_OF", message, remedy },
  ];
  if (keyOf === name) {
    return refuse(`Without 'keyOf', '${name}' has the key of its own name anyway.`, "Take it out.");
  }
  const owner = databases.find((other) => other.name === keyOf);
  if (owner?.keyOf !== undefined) {
    return refuse(
      `'${keyOf}' has no key of its own: it has that of '${owner.keyOf}'.`,
      `Write \`keyOf: ${owner.keyOf}\`.`,
    );
  }
  if (owner === undefined && restore?.from === keyOf) {
    return [
      {
        path: ["restore", "from"],
        code: "DATABASE_RESTORE_SOURCE",
        message: `There is no database '${keyOf}' in the file.`,
        remedy: `If '${name}' has been made already, take \`restore\` out, and leave \`keyOf\`. Else name the server as the cloud calls it.`,
      },
    ];
  }
  return [];
}
