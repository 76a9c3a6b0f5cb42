/** One round: a deployment that is killed in the middle and run once more, then the same with the destruction. */
import type { OperationEvent } from "../../src/operations/events";
import { identify } from "../../src/operations/runs/identity";
import { faultsOf } from "./checks";
import { type Ended, type KilledProject, SLOWNESS } from "./killed-project";
import { randomOf } from "./random";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { until } from "../helpers/until";

const STACKS = ["dev-network", "dev-data", "dev-platform"] as const;
const VICTIMS = ["jangada", "terraform", "cloud", "all"] as const;
const SIGNALS = ["SIGKILL", "SIGTERM", "SIGINT"] as const;
/** Each stack has five or six resources. */
const RESOURCES = 5;

export interface Strike {
  readonly stack: (typeof STACKS)[number];
  readonly victim: (typeof VICTIMS)[number];
  readonly signal: (typeof SIGNALS)[number];
  /** After that many resources were begun, and that many milliseconds later. */
  readonly after: number;
  readonly later: number;
}

export interface RoundResult {
  readonly seed: number;
  readonly strikes: readonly Strike[];
  /** How many states had to be restored, because Terraform was killed while it wrote them. */
  readonly restored: number;
  /** Nothing, if the round was survived. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** @param number the round's: victims and signals take turns, the moments are at random */
export function strikesOf(seed: number, number: number): readonly [Strike, Strike] {
  const random = randomOf(seed + number);
  const draw = (turn: number): Strike => ({
    stack: STACKS[turn % STACKS.length] as Strike["stack"],
    victim: VICTIMS[turn % VICTIMS.length] as Strike["victim"],
    signal: SIGNALS[Math.floor(turn / VICTIMS.length) % SIGNALS.length] as Strike["signal"],
    after: Math.floor(random() * RESOURCES) + 1,
    later: Math.floor(random() * SLOWNESS * 1.2),
  });
  return [draw(number), draw(number + 5)];
}

export const DEPLOY = ["deploy", "dev", "--yes"] as const;
export const DESTROY = ["destroy", "dev", "--yes-destroy", "dev"] as const;

/** @param wanted the inventory of a deployment that nobody disturbed */
export async function playRound(
  project: KilledProject,
  seed: number,
  number: number,
  wanted: Readonly<Record<string, number>>,
): Promise<RoundResult> {
  const started = performance.now();
  const strikes = strikesOf(seed, number);
  const faults: string[] = [];
  const [deployed, destroyed] = strikes;
  const say = (what: string) => (text: string) => void faults.push(`${what}: ${text}`);

  await strike(project, DEPLOY, deployed, "apply");
  const ways = [];
  ways.push(await again(project, DEPLOY, say("the second deployment")));
  const { status, stdout, stderr } = await project.jangada("plan", "dev", "--detailed-exitcode", "--json");
  if (status !== 0) faults.push(`the plan after it is not empty (${status}): ${stdout}${stderr}`);
  for (const fault of await faultsOf(project, wanted)) faults.push(`after the deployment: ${fault}`);

  await strike(project, DESTROY, destroyed, "destroy");
  ways.push(await again(project, DESTROY, say("the second destruction")));
  for (const fault of await faultsOf(project, {})) faults.push(`after the destruction: ${fault}`);
  const restored = ways.filter((way) => way === "restored").length;
  return { seed, strikes, restored, faults, seconds: (performance.now() - started) / 1000 };
}

/** Runs a command and strikes at its moment; ends when the clouds are there again, and the command is gone. */
export async function strike(
  project: KilledProject,
  args: readonly string[],
  { stack, victim, signal, after, later }: Strike,
  step: "apply" | "destroy",
): Promise<void> {
  let begun = 0;
  let timer: NodeJS.Timeout | undefined;
  const running = project.start(args, (event: OperationEvent) => {
    if (event.type !== "resource-started" || event.stack !== stack || event.step !== step) return;
    begun += 1;
    if (begun === after) timer = setTimeout(hit, later);
  });
  let struck = false;
  const hit = (): void => {
    struck = true;
    const terraform = project.terraformOf(stack);
    const targets = { jangada: [running.child.pid], terraform: [terraform], cloud: [project.cloudPid] };
    const all = [running.child.pid, terraform, project.cloudPid];
    for (const pid of victim === "all" ? all : targets[victim]) send(pid, signal);
  };
  const clouds = project.cloudPid;
  await within(running.ended, `the struck '${args.join(" ")}'`);
  clearTimeout(timer);
  if (struck && (victim === "cloud" || victim === "all")) await gone(clouds);
  await project.startCloud();
}

/** A process that was killed answers for a moment still. */
async function gone(pid: number): Promise<void> {
  await until(`the process ${pid} is gone`, () => identify(pid) === undefined);
}

function send(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined || pid <= 0) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Terraform rewrites a local state in its place: killed in the very middle of that, it leaves one that is empty or torn. Then the
 * command refuses, and names what restores it; a person agrees to that, and runs the command again.
 */
export async function again(
  project: KilledProject,
  args: readonly string[],
  fault: (text: string) => void,
): Promise<"went on" | "restored"> {
  const run = () => within(project.start(args, () => undefined).ended, `the second '${args.join(" ")}'`);
  const first = await run();
  const torn = first.status === 4 && /"code": ?"STATE_(EMPTY|BROKEN)"/.test(first.said);
  if (torn) await project.jangada("state", "dev", "--restore", "--yes");
  const { status, said } = torn ? await run() : first;
  if (status !== 0) fault(`status ${status}\n${said}`);
  return torn ? "restored" : "went on";
}

async function within(work: Promise<Ended>, what: string): Promise<Ended> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} hangs`)), PROGRAM_LIMIT);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
