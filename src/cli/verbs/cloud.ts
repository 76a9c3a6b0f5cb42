import * as path from "node:path";
import { type Command, Option } from "commander";
import { type CloudRecord, findCloud, startCloud, stopCloud } from "../../operations/cloud/cloud";
import { serveCloud } from "../../operations/cloud/serve";
import { groupWords } from "../../operations/cloud/changes";
import { cloudDrift, type CloudDriftResult } from "../../operations/cloud/simulate-drift";
import { cloudStatus } from "../../operations/cloud/status";
import { JangadaError } from "../../errors";
import { EXIT } from "../exit-codes";
import { wholeNumber } from "../numbers";
import { createOutput } from "../output";
import { CLOUD } from "../project";
import { table } from "../render/table";
import type { SetStatus } from ".";
import { simulatedProviders } from "../../providers";

interface Options {
  readonly json?: boolean;
  readonly directory: string;
}

export function registerCloud(program: Command, setStatus: SetStatus): void {
  const cloud = program
    .command("cloud")
    .description("run the simulated clouds in the background, for plain terraform and cdktf")
    .addHelpText(
      "after",
      "\nExample:\n  $ jangada cloud start\n  $ eval \"$(jangada cloud env)\"\n  $ cdktf deploy 'dev-*' --auto-approve\n  $ jangada cloud status\n  $ jangada cloud stop",
    );
  const verb = (name: string, description: string, action: (options: Options) => Promise<number>): void => {
    cloud
      .command(name)
      .description(description)
      .option("--directory <folder>", "where the world, the states and the process's record are kept", CLOUD)
      .option("--json", "print the result as JSON")
      .action(async (options: Options) => setStatus(await action(options)));
  };
  verb("start", "start them, unless they run already; the world of last time is there again", start);
  verb("env", "print what a shell has to evaluate to use them", env);
  verb("status", "list every object, and the address that owns it", status);
  registerDrift(cloud, setStatus);
  verb("stop", "end the process; the world stays on disk", stop);
  verb("serve", "serve in the foreground until interrupted", serve);
}

interface DriftOptions extends Options {
  readonly change: readonly string[];
  readonly delete: readonly string[];
  readonly add: readonly string[];
  readonly random?: number | true;
  readonly seed: string;
}

function registerDrift(cloud: Command, setStatus: SetStatus): void {
  cloud
    .command("drift")
    .description("change things in the simulated world behind Terraform's back, to see `jangada drift` find them")
    .option("--change <words...>", "<type>/<id> or a Terraform address, and <attribute>=<value> …; may be repeated", [])
    .option("--delete <objects...>", "<type>/<id> or a Terraform address; may be repeated", [])
    .option("--add <words...>", "<type>/<id> and <attribute>=<value> …; may be repeated", [])
    .addOption(
      new Option("--random [count]", "plausible changes, deletions and additions").argParser(
        wholeNumber("--random", { from: 1, to: 100 }),
      ),
    )
    .option("--seed <text>", "what --random draws by: the same draws the same", "1")
    .option("--directory <folder>", "where the world, the states and the process's record are kept", CLOUD)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ jangada cloud drift --change aws_db_instance.databases_orders allocated_storage=50
  $ jangada cloud drift --delete aws_subnet/subnet-0123456789abcdef0
  $ jangada cloud drift --add aws_security_group/sg-0123456789abcdef0 name=debug tags.environment=dev
  $ jangada cloud drift --random 3 --seed monday`,
    )
    .action(async (options: DriftOptions) => setStatus(await drift(options)));
}

async function drift(options: DriftOptions): Promise<number> {
  const output = createOutput(options.json ?? false);
  const result = await cloudDrift({
    simulated: simulatedProviders,
    folder: options.directory,
    changes: [
      ...groupWords(options.change).map((group) => ({ kind: "change", ...group }) as const),
      ...options.delete.map((object) => ({ kind: "delete", object }) as const),
      ...groupWords(options.add).map((group) => ({ kind: "add", ...group }) as const),
    ],
    ...(options.random === undefined
      ? {}
      : { random: { count: options.random === true ? 1 : options.random, seed: options.seed } }),
  });
  if (output.json) output.document(result);
  else for (const change of result.done) output.result(describeChange(change));
  return EXIT.ok;
}

const CHANGE_WORDS = { change: "changed", delete: "deleted", add: "added" } as const;

function describeChange({ kind, type, id, set, owner }: CloudDriftResult["done"][number]): string {
  const values = Object.entries(set).map(([path, value]) => `${path}=${value}`);
  return [`${CHANGE_WORDS[kind]} ${type}/${id}`, ...(owner ? [`(${owner})`] : []), ...values].join(" ");
}

async function start({ directory, json }: Options): Promise<number> {
  const output = createOutput(json ?? false);
  const command = [
    process.execPath,
    path.resolve(process.argv[1] ?? ""),
    "cloud",
    "serve",
    "--directory",
    directory,
  ] as const;
  const record = await startCloud(directory, [...command]);
  if (output.json) output.document({ schemaVersion: 1, ok: true, pid: record.pid, folder: path.resolve(directory) });
  else output.result(`The simulated clouds run (process ${record.pid}). Use them with: eval "$(jangada cloud env)"`);
  return EXIT.ok;
}

async function env({ directory, json }: Options): Promise<number> {
  const output = createOutput(json ?? false);
  const record = await running(directory);
  if (output.json) output.document({ schemaVersion: 1, env: record.env });
  else for (const [name, value] of Object.entries(record.env)) output.result(`export ${name}=${quote(value)}`);
  return EXIT.ok;
}

async function status({ directory, json }: Options): Promise<number> {
  const output = createOutput(json ?? false);
  const found = await cloudStatus(directory);
  if (output.json) output.document(found);
  else {
    output.result(
      table(
        ["type", "id", "owner"],
        found.objects.map(({ type, id, owner }) => [type, id, owner ?? "(no state)"]),
      ),
    );
    output.progress(`${found.objects.length} objects; ${found.running ? `process ${found.pid} runs` : "not running"}`);
  }
  return EXIT.ok;
}

async function stop({ directory, json }: Options): Promise<number> {
  const output = createOutput(json ?? false);
  const stopped = await stopCloud(directory);
  if (output.json) output.document({ schemaVersion: 1, ok: true, stopped });
  else
    output.result(stopped ? "The simulated clouds are stopped; their world stays on disk." : "They were not running.");
  return EXIT.ok;
}

async function serve({ directory }: Options): Promise<number> {
  const controller = new AbortController();
  process.once("SIGTERM", () => controller.abort());
  process.once("SIGINT", () => controller.abort());
  await serveCloud(directory, controller.signal, { providers: simulatedProviders, hosts: true });
  return EXIT.ok;
}

async function running(directory: string): Promise<CloudRecord> {
  const record = await findCloud(directory);
  if (!record) {
    throw new JangadaError({
      code: "CLOUD_NOT_RUNNING",
      message: `No simulated clouds run in ${directory}.`,
      remedy: "Start them: jangada cloud start",
    });
  }
  return record;
}

/** For a POSIX shell. */
function quote(value: string): string {
  return `'${value.replace(/'/g, `'\\''`)}'`;
}
