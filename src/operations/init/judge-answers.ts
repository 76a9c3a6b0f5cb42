/** Every answer is judged by the environment file's own checks, and by what only its target can say of it. */
import { loadText } from "../../environment/load-file";
import { blockKeys } from "../../environment/target-fields";
import type { Problem } from "../../errors";
import type { WrittenAnswers } from "../../model/new-block";
import type { TargetName } from "../../model/target-name";
import type { Answers } from "./answers";
import { environmentText } from "./environment-text";
import { newTarget } from "./new-target";

export interface JudgedAnswers {
  /** The environment file that they make. */
  readonly text: string;
  /** What is wrong with them, each at the path of its field in that file, or of the option where it is in none. */
  readonly problems: readonly Problem[];
  /** What stands in the file for form's sake. */
  readonly toFillIn: WrittenAnswers["toFillIn"];
}

/**
 * @param given the answers that somebody gave
 * @param folder of the project: what paths of files are relative to
 */
export function judgeAnswers(answers: Answers, given: Partial<Answers>, folder: string): JudgedAnswers {
  const facts = newTarget(answers.target);
  const written = facts.newBlock?.write(answers.block, folder);
  const text = environmentText(answers, written);
  const own = written?.problems ?? [];
  // What is wrong with an answer by itself is told, and not what follows from it in the file.
  const hidden = own.flatMap(({ hides = [] }) => hides);
  const ofFile = loadText(text, "environment.yaml", { folder: answers.name, simulated: true }).problems.filter(
    ({ place }) => !hidden.some((path) => isWithin(place?.path, path)),
  );
  return {
    text,
    problems: [
      ...misplaced(answers.target, given),
      ...own.map(({ option, code, message, remedy }) => ({ code, message, place: { path: option }, remedy })),
      ...ofFile.map(({ code, message, place, remedy }) => ({
        code,
        message,
        ...(place?.path ? { place: { path: place.path } } : {}),
        ...(remedy ? { remedy } : {}),
      })),
    ],
    toFillIn: written?.toFillIn ?? [],
  };
}

/**
 * What is wrong with one answer, in one sentence; undefined if nothing is.
 * @param key of `accountDetails` and `block`, which of them
 */
export function problemWith(
  answer: keyof Answers,
  answers: Answers,
  key?: string,
  folder: string = process.cwd(),
): string | undefined {
  const paths = pathsOf(answer, answers.target, key);
  const found = judgeAnswers(answers, {}, folder).problems.find(({ place }) =>
    paths.some((path) => isWithin(place?.path, path)),
  );
  return found?.message;
}

const isWithin = (place: string | undefined, path: string): boolean => place?.startsWith(path) ?? false;

/** Where an answer stands in the environment file: the beginnings of its paths. */
function pathsOf(answer: keyof Answers, target: TargetName, key: string | undefined): readonly string[] {
  const { block, newBlock, ...facts } = newTarget(target);
  const keys = blockKeys(facts);
  const paths: { readonly [A in keyof Answers]-?: string } = {
    name: "name",
    target: "target",
    profile: "profile",
    owner: "owner",
    account: `${block}.${keys.account}`,
    accountDetails: key === undefined ? block : `${block}.${key}`,
    region: `${block}.${keys.region}`,
    admins: `${block}.admins`,
    block,
    kubernetesVersion: "cluster.version",
    databases: "databases",
    host: "ingress.host",
    // Whether the host is in the zone is told of the host.
    dnsZone: "ingress",
    stateBucket: "state",
  };
  if (answer !== "block" || key === undefined) return [paths[answer]];
  return [key, ...(newBlock?.questions.find(({ option }) => option === key)?.paths ?? [])];
}

/** Answers that the target has no question for: nothing is dropped silently. */
function misplaced(target: TargetName, given: Partial<Answers>): readonly Problem[] {
  const { title, account, accountDetails, principal, newBlock, stateBackends } = newTarget(target);
  const asked = new Set(newBlock?.questions.map(({ option }) => option));
  const details = Object.keys(given.accountDetails ?? {}).filter((key) => accountDetails?.[key] === undefined);
  const names = [
    ...(given.account && !account ? ["account"] : []),
    ...details,
    ...((given.admins ?? []).length > 0 && !principal ? ["admin"] : []),
    ...(given.stateBucket !== undefined && stateBackends[0]?.storageField === undefined ? ["state-bucket"] : []),
    ...Object.keys(given.block ?? {}).filter((option) => !asked.has(option)),
  ];
  return names.map((name) => ({
    code: "INIT_NOT_ASKED",
    message: `'${name}' means nothing where the target is '${target}': ${title} are not asked for it.`,
    place: { path: name },
    remedy: "Leave it out, or choose the target that it is of.",
  }));
}
