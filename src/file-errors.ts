/** What the system refuses, as an error with a code, a place and a remedy: wherever a file is read or written. */
import { JangadaError, type Problem } from "./errors";
import { reasonOf } from "./regular-file";

interface Kind {
  readonly code: string;
  readonly remedy: string;
}

const NO_SPACE: Kind = { code: "NO_SPACE", remedy: "Make room there, and run the same again." };
const NO_ACCESS: Kind = {
  code: "NO_ACCESS",
  remedy: "Let this user read and write there: look at the owner and the mode of the file and of its folder.",
};
const READ_ONLY: Kind = { code: "NO_ACCESS", remedy: "Work in a folder that can be written to, or mount it so." };
const GONE: Kind = { code: "FILE_GONE", remedy: "Something took it away, or it never was there. Run the same again." };
const BAD_PATH: Kind = {
  code: "BAD_PATH",
  remedy: "Look at what is at this path: a file where a folder should be, or the other way round, or a link.",
};
const BUSY: Kind = {
  code: "TOO_MANY_FILES",
  remedy: "Raise the limit of open files (ulimit -n), or let less run at once.",
};
const FAILED: Kind = { code: "DISK_FAILED", remedy: "Look at the disk and at the system's log." };

const KINDS: Readonly<Record<string, Kind>> = {
  ENOSPC: NO_SPACE,
  EDQUOT: NO_SPACE,
  EFBIG: NO_SPACE,
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: READ_ONLY,
  ENOENT: GONE,
  ENOTDIR: BAD_PATH,
  EISDIR: BAD_PATH,
  ELOOP: BAD_PATH,
  ENOTREG: BAD_PATH,
  ENXIO: BAD_PATH,
  ENAMETOOLONG: BAD_PATH,
  EEXIST: BAD_PATH,
  ENOTEMPTY: BAD_PATH,
  EXDEV: BAD_PATH,
  EMFILE: BUSY,
  ENFILE: BUSY,
  EIO: FAILED,
};

/** @returns undefined for what is no error of the file system, or of starting a program */
export function fileProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall = "", path: file, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === undefined) return undefined;
  if (syscall.startsWith("spawn")) return notStarted(file ?? syscall.slice("spawn ".length), error);
  const kind = KINDS[code];
  if (!kind) return undefined;
  const where = dest ?? file;
  const place = where === undefined ? {} : { place: { file: where } };
  if (syscall === "mkdtemp") {
    return {
      ...kind,
      message: `No temporary folder can be made: ${reasonOf(error)}.`,
      ...place,
      remedy:
        `Let TMPDIR name a folder that exists and can be written to. ${code === "ENOENT" ? "" : kind.remedy}`.trim(),
    };
  }
  return { ...kind, message: `${said(syscall)}: ${reasonOf(error)}.`, ...place };
}

/** The same as an error to be thrown; what is none of the file system stays what it is. */
export function asJangadaError(error: unknown): unknown {
  const problem = JangadaError.is(error) ? undefined : fileProblem(error);
  return problem ? new JangadaError(problem, { cause: error }) : error;
}

function notStarted(program: string, error: unknown): Problem {
  return {
    code: "PROGRAM_NOT_STARTED",
    message: `'${program}' cannot be started: ${reasonOf(error)}.`,
    place: { file: program },
    remedy: "See that the program is installed and on the PATH, and that the folder it runs in is still there.",
  };
}

function said(syscall: string): string {
  if (/^(open|read|scandir|stat|lstat|readlink|access|fstat)$/.test(syscall)) return "This cannot be read";
  if (/^(write|mkdir|rename|fsync|ftruncate|copyfile|chmod|symlink|cp)$/.test(syscall)) return "This cannot be written";
  return /^(unlink|rm|rmdir)$/.test(syscall) ? "This cannot be removed" : "This cannot be used";
}
