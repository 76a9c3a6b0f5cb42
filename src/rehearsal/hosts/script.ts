/** Runs the scripts that Terraform's `remote-exec` sends: a line a command. */
import { words } from "./words";
import type { CommandResult, HostShell, HostView } from "./shell";

/**
 * @param name What it is called: `$0`.
 *
 * As `/bin/sh` does: every line is run, whatever the one before it came to, unless the script said `set -e`; the code is that of the
 * last one.
 */
export async function runScript(
  text: string,
  host: HostView,
  shell: HostShell,
  name = "",
): Promise<Required<CommandResult>> {
  const out = { stdout: "", stderr: "", code: 0 };
  let stopsAtFailure = false;
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    if (/^set -\w*e\w*\b/.test(line)) {
      stopsAtFailure = true;
      continue;
    }
    const { stdout = "", stderr = "", code = 0 } = await runLine(line, host, shell, name);
    out.stdout += stdout;
    out.stderr += stderr;
    out.code = code;
    if (code !== 0 && stopsAtFailure) break;
  }
  return out;
}

/** Prefixes that change who runs a command, and for how long, but not what it is. */
const PREFIXES: readonly RegExp[] = [/^exec /, /^sudo -n (-- )?/];

async function runLine(line: string, host: HostView, shell: HostShell, name: string): Promise<CommandResult> {
  let command = line;
  for (const prefix of PREFIXES) command = command.replace(prefix, "");
  const all = words(command).map((word) => (word === "$0" ? name : word));
  const known = builtIn(all, host) ?? (await shell.run(all, host));
  return known ?? { stderr: `sh: 1: ${all[0] ?? ""}: not found\n`, code: 127 };
}

/** What every host has, and changes its files alone. */
function builtIn([program, ...rest]: readonly string[], { files }: HostView): CommandResult | undefined {
  const paths = rest.filter((word) => !word.startsWith("-"));
  switch (program) {
    case "true":
    case "umask":
      return {};
    case "false":
      return { code: 1 };
    case "echo":
      return { stdout: `${rest.join(" ")}\n` };
    case "cat": {
      const missing = paths.find((path) => !files.get(path));
      if (missing !== undefined) return { stderr: `cat: ${missing}: No such file or directory\n`, code: 1 };
      return { stdout: paths.map((path) => files.get(path)?.content.toString() ?? "").join("") };
    }
    case "chmod": {
      const [mode = "", ...targets] = paths;
      const missing = targets.find((path) => !files.changeMode(path, Number.parseInt(mode, 8)));
      if (missing === undefined) return {};
      return { stderr: `chmod: cannot access '${missing}': No such file or directory\n`, code: 1 };
    }
    case "find":
      // A file where a folder is to be is deleted; uploads make none here.
      return rest.at(-1) === "-delete" ? {} : undefined;
    case "mkdir":
      for (const path of paths) files.makeFolder(path);
      return {};
    case "install":
      return makeFolders(rest, files);
    case "rm":
      for (const path of paths) files.remove(path);
      return {};
    default:
      return undefined;
  }
}

/** `install -d [-m mode] [-o owner] [-g group] folder…`; other forms of it are not known. */
function makeFolders(options: readonly string[], files: HostView["files"]): CommandResult | undefined {
  if (!options.includes("-d")) return undefined;
  let mode = 0o755;
  for (let at = 0; at < options.length; at++) {
    const option = options[at] ?? "";
    if (option === "-m") mode = Number.parseInt(options[++at] ?? "", 8);
    else if (option === "-o" || option === "-g") at++;
    else if (!option.startsWith("-")) files.makeFolder(option, mode);
  }
  return {};
}
