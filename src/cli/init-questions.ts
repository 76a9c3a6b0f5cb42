/** What `jangada init` asks at a terminal. Each answer is judged at once, by the environment file's own checks. */
import { JangadaError } from "../errors";
import { type Answers, completeAnswers, PROFILE_CHOICES } from "../operations/init/answers";
import { problemWith } from "../operations/init/judge-answers";
import type { BlockQuestion } from "../model/new-block";
import type { TargetName } from "../model/target-name";
import { newTarget, newTargets } from "../operations/init/new-target";

type Question = keyof Answers;

/** The rest of the answers: only what no option gave is asked. Questions stand on standard error. */
export async function askForAnswers(given: Partial<Answers>): Promise<Partial<Answers>> {
  // 60 ms to load: for those who are asked.
  const { input, select } = require("@inquirer/prompts") as typeof import("@inquirer/prompts");
  const context = { output: process.stderr };
  let answers = given;
  const setAnswer = <Q extends Question>(question: Q, value: Answers[Q]): void => {
    answers = { ...answers, [question]: value };
  };
  const judge =
    <Q extends Question>(question: Q, read: (text: string) => Answers[Q]) =>
    (text: string): true | string =>
      problemWith(question, completeAnswers({ ...answers, [question]: read(text) })) ?? true;
  const text = async <Q extends Question>(
    question: Q,
    message: string,
    read: (text: string) => Answers[Q],
    fallback: string = list(completeAnswers(answers)[question]),
  ): Promise<void> => {
    if (question in given) return;
    const typed = await input({ message, default: fallback, validate: judge(question, read) }, context);
    setAnswer(question, read(typed));
  };
  try {
    await text("name", "Name of the first environment:", trimmed);
    if (!("profile" in given)) {
      const choices = PROFILE_CHOICES.map(({ value, description }) => ({ value, name: `${value}: ${description}` }));
      setAnswer("profile", await select({ message: "Profile:", choices, default: "minimal" }, context));
    }
    if (!("target" in given)) {
      const choices = newTargets.map(({ name, title }) => ({ value: name, name: `${name}: ${title}` }));
      setAnswer("target", await select<TargetName>({ message: "Target, where the cluster runs:", choices }, context));
    }
    const facts = newTarget(completeAnswers(answers).target);
    await text("owner", "The team or person who answers for it:", trimmed);
    if (facts.account) await text("account", `${facts.account.title}:`, trimmed);
    for (const [key, { title, example }] of Object.entries(facts.accountDetails ?? {})) {
      if (given.accountDetails?.[key] !== undefined) continue;
      const withThis = (typed: string): Partial<Answers> => ({
        ...answers,
        accountDetails: { ...answers.accountDetails, [key]: typed.trim() },
      });
      const validate = (typed: string): true | string =>
        problemWith("accountDetails", completeAnswers(withThis(typed)), key) ?? true;
      answers = withThis(await input({ message: `${title}:`, default: example, validate }, context));
    }
    const { title, usual, known } = facts.region;
    if (!known) {
      await text("region", `${title[0]?.toUpperCase()}${title.slice(1)}:`, trimmed);
    } else if (!("region" in given)) {
      const choices = Object.keys(known).map((value) => ({ value }));
      setAnswer("region", await select({ message: `${title}:`, choices, default: usual, pageSize: 10 }, context));
    }
    if (facts.principal) {
      await text(
        "admins",
        `${facts.principal.title}s of those who administer the cluster, with commas between:`,
        several,
      );
    }
    for (const question of facts.newBlock?.questions ?? []) {
      if (question.unasked || given.block?.[question.option] !== undefined) continue;
      const withThis = (typed: string): Partial<Answers> => ({
        ...answers,
        block: { ...answers.block, [question.option]: wordsOf(question, typed) },
      });
      const validate = (typed: string): true | string =>
        problemWith("block", completeAnswers(withThis(typed)), question.option) ?? true;
      const fallback = completeAnswers(answers).block[question.option]?.join(" ") || "-";
      answers = withThis(await input({ message: `${question.title}:`, default: fallback, validate }, context));
    }
    const databases = list(completeAnswers(answers).databases) || "-";
    await text("databases", "PostgreSQL servers, names with commas between (none: -):", several, databases);
    await text("host", "Host name of the ingress, such as dev.example.org (none: -):", optional, "-");
    if (answers.host !== undefined && !("dnsZone" in given)) {
      const whole = problemWith("dnsZone", completeAnswers({ ...answers, dnsZone: answers.host })) === undefined;
      const fallback = whole ? answers.host : "-";
      await text("dnsZone", "DNS zone to make for it (none, it is managed elsewhere: -):", optional, fallback);
    }
    const [shared] = facts.stateBackends;
    if (shared?.storageField !== undefined) {
      await text(
        "stateBucket",
        `${shared.title} of the states, shared by your team (none, files in this folder: -):`,
        optional,
        "-",
      );
    }
  } catch (error) {
    // Ctrl-C, or a terminal that went away.
    if (error instanceof Error && error.name === "ExitPromptError") {
      throw new JangadaError({ code: "INTERRUPTED", message: "Interrupted before the end. Nothing was written." });
    }
    throw error;
  }
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
}

const trimmed = (text: string): string => text.trim();
const isNone = (text: string): boolean => ["", "-"].includes(text.trim());
const optional = (text: string): string | undefined => (isNone(text) ? undefined : text.trim());
const several = (text: string): readonly string[] =>
  isNone(text)
    ? []
    : text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean);

/** Of one that takes several, what spaces part. */
function wordsOf({ several: takesSeveral }: BlockQuestion, text: string): readonly string[] {
  if (isNone(text)) return [];
  return takesSeveral ? text.trim().split(/\s+/) : [text.trim()];
}

function list(value: Answers[Question]): string {
  return typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : "";
}
