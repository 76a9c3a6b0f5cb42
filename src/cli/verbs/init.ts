import { type Command, Option } from "commander";
import pc from "picocolors";
import { type Answers, PROFILE_CHOICES } from "../../operations/init/answers";
import { accountDetails, blockQuestions, newTarget, newTargets } from "../../operations/init/new-target";
import { init, type InitResult } from "../../operations/init/init";
import { canAsk, refuseUnasked } from "../confirm";
import { askForAnswers } from "../init-questions";
import { createOutput, type Output } from "../output";
import { collect } from "../selection";
import type { SetStatus } from ".";

interface Flags {
  readonly name?: string;
  readonly target?: Answers["target"];
  readonly profile?: Answers["profile"];
  readonly owner?: string;
  readonly account?: string;
  readonly region?: string;
  readonly admin?: readonly string[];
  readonly kubernetesVersion?: string;
  readonly database?: readonly string[] | false;
  readonly host?: string;
  readonly dnsZone?: string;
  readonly stateBucket?: string;
  readonly dependency?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** The same of each target, with its name before it. */
const ofEach = (word: (facts: (typeof newTargets)[number]) => string | undefined): string =>
  newTargets.flatMap((facts) => (word(facts) === undefined ? [] : [`${facts.name}: ${word(facts)}`])).join("; ");

export function registerInit(program: Command, _setStatus: SetStatus): void {
  const command = program
    .command("init")
    .argument("[folder]", "the project's folder; made if it is not there", ".")
    .description("begin a project: its files and its first environment; nothing that is there is overwritten")
    .option("--name <environment>", "name of the first environment (default: dev)")
    .addOption(
      new Option("--target <target>", `where the cluster runs (default: ${newTargets[0]?.name})`).choices(
        newTargets.map(({ name }) => name),
      ),
    )
    .addOption(
      new Option("--profile <profile>", "cost and redundancy (default: minimal)").choices(
        PROFILE_CHOICES.map(({ value }) => value),
      ),
    )
    .option("--owner <owner>", "the team or person who answers for it (default: platform-team)")
    .option("--account <id>", `${ofEach(({ account }) => account?.title)} (default: an example)`)
    .option("--region <region>", `${ofEach(({ region }) => `${region.title}, by default ${region.usual}`)}`)
    .addOption(
      new Option(
        "--admin <principal>",
        `who administers the cluster; repeatable (${ofEach(({ principal }) => principal?.title)}; default: one by convention)`,
      ).argParser(collect),
    )
    .option("--kubernetes-version <minor>", "such as 1.35 (default: the catalog's)")
    .addOption(
      new Option("--database <name>", "a PostgreSQL server; repeatable (default: app)").argParser(collectNamed),
    )
    .option("--no-database", "no PostgreSQL server")
    .option("--host <name>", "host name of the ingress, such as dev.example.org (default: no ingress)")
    .option("--dns-zone <name>", "DNS zone to make for the host (default: none)")
    .option(
      "--state-bucket <bucket>",
      `place of the states (${ofEach(({ stateBackends: [shared] }) => (shared?.storageField ? shared.title : undefined))}; default: files in the project's folder)`,
    )
    .option(
      "--dependency <spec>",
      "what package.json asks for as jangada, such as file:../jangada.tgz (default: this version)",
    )
    .option("--yes", "ask nothing: defaults for what no option says")
    .option("--json", "print what was written as JSON; asks nothing")
    .addHelpText(
      "after",
      `\nExamples:\n  $ jangada init\n  $ jangada init platform --target ${newTargets[0]?.name} --account 111122223333 --region eu-central-1 --yes\n  $ jangada init --name prod --profile standard     # another environment in the same project`,
    )
    .action(async (folder: string, flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      const given = answersOf(flags);
      const silent = flags.yes || output.json;
      if (!silent && !canAsk()) refuseUnasked("init", "Say --yes, and by options what the defaults do not fit.");
      const answers = silent ? given : await askForAnswers(given);
      const result = init({ folder, answers, ...(flags.dependency ? { dependency: flags.dependency } : {}) });
      if (output.json) output.document(result);
      else render(output, result);
    });
  for (const [key, { accountDetails: details, name }] of accountDetails) {
    command.option(`--${key} <id>`, `${name}: ${details?.[key]?.title} (default: an example)`);
  }
  for (const { question, facts } of blockQuestions) {
    const { option, value, description, several } = question;
    const declared = new Option(`--${option} <${value}>`, `${facts.name}: ${description}`);
    command.addOption(several ? declared.argParser(collect) : declared);
  }
}

/** `--no-database` before it is no list to add to. */
function collectNamed(value: string, earlier: readonly string[] | boolean | undefined): readonly string[] {
  return [...(Array.isArray(earlier) ? (earlier as readonly string[]) : []), value];
}

function answersOf(flags: Flags): Partial<Answers> {
  const {
    name,
    target,
    profile,
    owner,
    account,
    region,
    admin,
    kubernetesVersion,
    database,
    host,
    dnsZone,
    stateBucket,
  } = flags;
  // commander gives `true` where only --no-database is declared and neither is said.
  const databases = database === false ? [] : Array.isArray(database) ? (database as readonly string[]) : undefined;
  const given = {
    name,
    target,
    profile,
    owner,
    account,
    accountDetails: detailsOf(flags),
    block: blockOf(flags),
    region,
    admins: admin,
    kubernetesVersion,
    databases,
    host,
    dnsZone,
    stateBucket,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Options whose names are the targets' own. */
function detailsOf(flags: Flags): Answers["accountDetails"] | undefined {
  const said = flags as Readonly<Record<string, unknown>>;
  const given = [...accountDetails.keys()].flatMap((key) => (typeof said[key] === "string" ? [[key, said[key]]] : []));
  return given.length === 0 ? undefined : (Object.fromEntries(given) as Answers["accountDetails"]);
}

/** commander names an option in camel case: `controlPlane`. */
const flagOf = (option: string): string => option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function blockOf(flags: Flags): Answers["block"] | undefined {
  const said = flags as Readonly<Record<string, unknown>>;
  const given = blockQuestions.flatMap(({ question: { option } }) => {
    const value = said[flagOf(option)];
    return value === undefined ? [] : [[option, Array.isArray(value) ? value : [value]]];
  });
  return given.length === 0 ? undefined : (Object.fromEntries(given) as Answers["block"]);
}

/** What of the assumed is of nobody. */
function examplesIn(
  target: Answers["target"],
  { account, accountDetails: details }: InitResult["assumed"],
): readonly string[] {
  const facts = newTarget(target);
  return [
    ...(account === undefined ? [] : [`account ${account}`]),
    ...Object.entries(details ?? {})
      .filter(([key, value]) => facts.accountDetails?.[key]?.example === value)
      .map(([key, value]) => `${key} ${value}`),
  ];
}

function render(output: Output, { folder, environment, target, files, assumed, toFillIn }: InitResult): void {
  for (const { name, outcome } of files) output.result(`${outcome.padEnd(9)}  ${name}`);
  const examples = examplesIn(target, assumed);
  if (examples.length > 0) {
    output.warn(
      `infra/environments/${environment}/environment.yaml names the example ${examples.join(" and ")}: good for a rehearsal. ` +
        "Put yours, and your administrators, in its place before you deploy.",
    );
  }
  if (toFillIn.length > 0) {
    output.warn(
      `infra/environments/${environment}/environment.yaml is whole enough for a rehearsal. To be filled in before you deploy:`,
    );
    for (const { path, message } of toFillIn) output.progress(`  ${pc.bold(path)}\n    ${message}`);
  }
  const enter = folder === process.cwd() ? [] : [`cd ${folder}`];
  output.progress(`\nNext:`);
  for (const line of [...enter, "npm install", `npx jangada rehearse ${environment}`]) {
    output.progress(`  ${pc.cyan(line)}`);
  }
}
