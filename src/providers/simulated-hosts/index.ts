/** The shell of simulated hosts: it knows `run.sh` and its stages, as `assets/kubeadm` has them. */
import { posix } from "node:path";
import type { CommandResult, HostShell, HostView } from "../../rehearsal/hosts/shell";
import { early, resultOf, StageFailure, type StageResult, StageRun } from "./stage-run";
import { init } from "./stages/init";
import { join, joinWindow } from "./stages/join";
import { forget, remove } from "./stages/leave";
import { prepare } from "./stages/prepare";
import { converge, health } from "./stages/upkeep";
import { unpack, Upload } from "./upload";

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

/** The command of a line, and of a stage what it is asked for. */
function read(words: readonly string[]) {
  const { environment, command } = withoutPrefixes(words);
  const [program, script = "", ...rest] = command;
  const name = program === "bash" ? posix.basename(script) : undefined;
  const [stage = "", ...options] = rest;
  return { environment, script, name, rest, stage, options, checking: options.includes("--check") };
}

export const kubeadmShell: HostShell = {
  run(words, host) {
    const { environment, script, name, rest, stage, options, checking } = read(words);
    if (name === "unpack.sh") return unpackBy(host, script, rest);
    if (name !== "run.sh") return undefined;
    const node = options.find((option) => !option.startsWith("-"));
    const told = node === undefined ? environment : { ...environment, JANGADA_NODE: node };
    return toCommand(runStage(host, posix.dirname(script), stage, checking, told));
  },
  // In the stage's own words, so that a deployment tells them.
  fail(words, host, why) {
    const { name, stage, checking } = read(words);
    return name === "run.sh" ? toCommand(early(stage, checking, why, host.name)) : undefined;
  },
};

/** `unpack.sh BUNDLE FOLDER` */
function unpackBy({ files }: HostView, script: string, [bundle = "", folder = ""]: readonly string[]): CommandResult {
  const wrong = files.get(script) ? unpack(files, bundle, folder) : `${script}: No such file or directory`;
  return wrong === undefined ? {} : { stderr: `${wrong}\n`, code: 1 };
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
  const wrong = checking ? undefined : upload.takeSecrets();
  const end = (result: StageResult): StageResult => {
    upload.removeSecrets();
    return result;
  };
  if (wrong !== undefined) return end(early(stage, checking, `secrets.bundle is none: ${wrong}`));
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
