/** The shell of simulated hosts: it knows `run.sh` and its stages, as `assets/kubeadm` has them. */
import { posix } from "node:path";
import type { CommandResult, HostShell, HostView } from "../../rehearsal/hosts/shell";
import { early, resultOf, StageFailure, type StageResult, StageRun } from "./stage-run";
import { init } from "./stages/init";
import { join, joinWindow } from "./stages/join";
import { forget, remove } from "./stages/leave";
import { prepare } from "./stages/prepare";
import { converge, health } from "./stages/upkeep";
import { Upload } from "./upload";

export { KUBEADM_CLUSTER, kubeadmClusterType } from "./cluster";

const STAGES: { readonly [stage: string]: (run: StageRun) => void } = {
  init,
  join,
  "join-window": joinWindow,
  converge,
  health,
  remove,
  forget,
};

/** Stages that take what is secret away when they end, however they end. */
const TAKE_SECRETS: readonly string[] = ["init", "join", "join-window", "converge", "restore"];

export const kubeadmShell: HostShell = {
  run(words, host) {
    const { environment, command } = withoutPrefixes(words);
    const [program, script = "", ...rest] = command;
    if (program !== "bash") return undefined;
    if (posix.basename(script) === "unpack.sh") return unpack(host, script, rest);
    if (posix.basename(script) !== "run.sh") return undefined;
    const [stage = "", ...options] = rest;
    const node = options.find((option) => !option.startsWith("-"));
    const told = node === undefined ? environment : { ...environment, JANGADA_NODE: node };
    return toCommand(runStage(host, posix.dirname(script), stage, options.includes("--check"), told));
  },
};

/** `unpack.sh BUNDLE FOLDER`: of a bundle's lines, `<path> <base64>`, files in a folder; for the user's eyes alone. */
function unpack({ files }: HostView, script: string, [bundle = "", folder = ""]: readonly string[]): CommandResult {
  const text = files.get(bundle)?.content.toString();
  const missing = files.get(script) ? bundle : script;
  if (!files.get(script) || text === undefined) return { stderr: `${missing}: No such file or directory\n`, code: 1 };
  files.remove(bundle);
  for (const line of text.split("\n").filter(Boolean)) {
    const [path = "", content = ""] = line.split(" ");
    if (path.startsWith("/") || path.split("/").includes(".."))
      return { stderr: `${path}: not below ${folder}\n`, code: 1 };
    const whole = posix.join(folder, path);
    files.makeFolder(posix.dirname(whole), 0o700);
    files.write(whole, Buffer.from(content, "base64"), 0o600);
  }
  return {};
}

const toCommand = ({ line, code }: StageResult): CommandResult => ({ stdout: `${line}\n`, code });

function runStage(
  host: HostView,
  folder: string,
  stage: string,
  checking: boolean,
  environment: Readonly<Record<string, string>>,
): StageResult {
  const upload = new Upload(host.files, folder);
  if (!host.files.get(posix.join(folder, "run.sh"))) {
    return { line: `bash: ${folder}/run.sh: No such file or directory`, code: 127 };
  }
  const end = (result: StageResult): StageResult => {
    if (TAKE_SECRETS.includes(stage)) upload.removeSecrets();
    return result;
  };
  const script = upload.script(stage);
  if (script === undefined) return end(early(stage, checking, "There is no such stage."));
  const settings = upload.settings();
  if (!settings) return end(early(stage, checking, "settings.sh is missing beside run.sh."));
  const run = new StageRun({ stage, host, upload, settings, checking, environment });
  const result = resultOf(
    run,
    ended(() => (STAGES[stage] ?? ((one) => prepare(one, script)))(run)),
  );
  host.files.write(`/var/log/jangada/${stage}.json`, `${result.line}\n`, 0o600);
  return end(result);
}

/** Whether it came to its end. */
function ended(stage: () => void): boolean {
  try {
    stage();
    return true;
  } catch (error) {
    if (error instanceof StageFailure) return false;
    throw error;
  }
}

/** `sudo -n --`, `env`, and `NAME=value` before a command change who runs it, and what it is told. */
function withoutPrefixes(words: readonly string[]) {
  const environment: Record<string, string> = {};
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    const [, name, value = ""] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(word) ?? [];
    if (name !== undefined) environment[name] = value;
    else if (!/^(sudo|-n|--|env|\/usr\/bin\/env)$/.test(word)) break;
  }
  return { environment, command: words.slice(at) };
}
