/** What a command finds that earlier ones left. The programs stand for Terraform: the real one is killed in test/kill. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { OperationEvent } from "../../../src/operations/events";
import { identify } from "../../../src/operations/runs/identity";
import { lockFileOf } from "../../../src/operations/runs/lock";
import { settleRuns } from "../../../src/operations/earlier-runs/settle-runs";
import { failure, hook, Recorded, STACK, SUMMARY } from "../runs/runs";
import { until } from "../../helpers/until";

let recorded: Recorded;
beforeEach(() => {
  recorded = new Recorded();
});
afterEach(() => recorded.close());

const NOBODY = { pid: 2 ** 22 + 1, start: "1", version: "1.11.4" };

async function settle(onEvent: (event: OperationEvent) => void = () => undefined, signal?: AbortSignal) {
  const events: OperationEvent[] = [];
  const listener = (event: OperationEvent): void => {
    events.push(event);
    onEvent(event);
  };
  const settled = await settleRuns({ project: recorded.project, env: {}, listener, ...(signal ? { signal } : {}) });
  const said = events.flatMap((event) => (event.type === "message" ? event.message : [])).join("\n");
  return { settled, events, said };
}

const write = (...lines: readonly string[]): void => fs.writeFileSync(recorded.log, `${lines.join("\n")}\n`);
const ALIVE = "until test -e go; do sleep 0.02; done;";
const letGo = (): void => fs.writeFileSync(path.join(recorded.project, "go"), "");

describe("given an apply that goes on though its command is gone", () => {
  test("follows it to its end, with the events of an apply, and takes its outcome", async () => {
    const lines = [hook("apply_complete", "create", "aws_vpc.network"), SUMMARY].map((text) => `echo '${text}'`);
    write(hook("apply_start", "create", "aws_vpc.network"));
    await recorded.record(recorded.program(`${ALIVE} ${lines.join(";")}`));

    const { settled, events, said } = await settle((event) => {
      if (event.type === "resource-started") letGo();
    });

    expect(settled).toMatchObject([{ outcome: "done", unfinished: [] }]);
    expect(events.map(({ type }) => type)).toEqual([
      "message",
      "step-started",
      "resource-started",
      "resource",
      "step-finished",
      "message",
    ]);
    expect(said).toContain("Terraform goes on with what an earlier run began");
    expect(recorded.read()).toBeUndefined();
    expect(fs.existsSync(recorded.log)).toBe(false);
  });

  test("tells it to stop when it is itself told to, and waits for its end", async () => {
    const stop = new AbortController();
    fs.writeFileSync(path.join(recorded.project, "halted"), `${failure("execution halted")}\n`);
    const begun = hook("apply_start", "create", "aws_vpc.network");
    const pid = recorded.program(`trap 'cat halted; exit 1' INT; echo '${begun}'; while :; do sleep 0.02; done`);
    await recorded.record(pid);

    const work = settle((event) => {
      if (event.type === "resource-started") stop.abort();
    }, stop.signal);

    await expect(work).rejects.toThrow("INTERRUPTED");
    expect(identify(pid)).toBeUndefined();
    expect(recorded.read()?.settled).toBeUndefined();
  });
});

test("given a plan that goes on though its command is gone, ends it: nobody will look at it", async () => {
  const pid = recorded.program("trap 'exit 1' INT; touch ready; while :; do sleep 0.02; done");
  await until("it is ready", () => fs.existsSync(path.join(recorded.project, "ready")));
  await recorded.record(pid, { kind: "plan" });

  await settle();

  expect(identify(pid)).toBeUndefined();
});

describe("given a run that is over", () => {
  test("and was done, says so, and nothing is left of it", async () => {
    write(
      hook("apply_start", "create", "aws_vpc.network"),
      hook("apply_complete", "create", "aws_vpc.network"),
      SUMMARY,
    );
    await recorded.record(0, { terraform: NOBODY });

    const { settled, said } = await settle();

    expect(settled).toMatchObject([{ outcome: "done" }]);
    expect(said).toContain("all that it did is in the state");
    expect(recorded.read()).toBeUndefined();
  });

  test("and failed, says with what, once", async () => {
    write(hook("apply_start", "create", "aws_vpc.network"), failure("VpcLimitExceeded"));
    await recorded.record(0, { terraform: NOBODY });

    expect((await settle()).said).toContain("VpcLimitExceeded");
    expect((await settle()).said).toBe("");
    expect(recorded.read()).toMatchObject({ settled: true, left: [] });
  });

  test("and told no end, says what it was in the middle of", async () => {
    write(
      hook("apply_start", "create", "aws_vpc.network"),
      hook("apply_complete", "create", "aws_vpc.network"),
      hook("apply_start", "create", "aws_subnet.a"),
    );
    await recorded.record(0, { terraform: NOBODY });

    const { settled, said } = await settle();

    expect(settled).toMatchObject([{ outcome: "died", unfinished: [{ address: "aws_subnet.a", action: "create" }] }]);
    expect(said).toContain("create aws_subnet.a");
    expect(said).not.toContain("create aws_vpc.network");
    expect(recorded.read()).toMatchObject({ settled: true, left: [{ kind: "apply" }] });
    // Its lock may be there still, so it is not forgotten even where the stack holds nothing.
    recorded.runs.forget("dev", STACK);
    expect(recorded.read()).toBeDefined();
  });

  test("and failed, is forgotten where the stack holds nothing", async () => {
    write(failure("DependencyViolation"));
    await recorded.record(0, { terraform: NOBODY });
    recorded.runs.forget("dev", STACK);
    expect(recorded.read()).toBeDefined();

    await settle();
    recorded.runs.forget("dev", STACK);

    expect(recorded.read()).toBeUndefined();
    expect(fs.existsSync(recorded.log)).toBe(false);
  });

  test("and lost its log, goes on from what the state holds", async () => {
    await recorded.record(0, { terraform: NOBODY });
    expect((await settle()).settled).toMatchObject([{ outcome: "died" }]);
  });
});

test("given what commands left that were killed between two files, takes it away, and nothing that is used", async () => {
  const folder = path.dirname(recorded.runs.file("dev", STACK));
  await recorded.record(process.pid, { jangada: identify(process.pid) ?? NOBODY });
  const left = [`dev-data.${NOBODY.pid}.log`, `dev-data.json.${NOBODY.pid}.new`, `dev-data.json.${NOBODY.pid}`];
  const used = [`${STACK}.json`, `dev-data.${process.pid}.log`];
  for (const name of [...left, used[1] ?? ""]) fs.writeFileSync(path.join(folder, name), "");

  await settle();

  expect(fs.readdirSync(folder).sort()).toEqual([...used].sort());
});

describe("given a lock beside a local state", () => {
  async function withLock(who: (own: string) => string) {
    const stateFile = path.join(recorded.project, "network.tfstate");
    write(hook("apply_start", "create", "aws_vpc.network"));
    const record = await recorded.record(0, { terraform: NOBODY, stateFile });
    fs.writeFileSync(
      lockFileOf(stateFile),
      JSON.stringify({
        ID: "32068f98",
        Operation: "OperationTypeApply",
        Who: who(record.who),
        Version: "1.11.4",
        Created: record.startedAt,
      }),
    );
    const { said } = await settle();
    return { said, there: fs.existsSync(lockFileOf(stateFile)) };
  }

  test("of the run that is gone, takes it away and says so", async () => {
    const { said, there } = await withLock((own) => own);
    expect(there).toBe(false);
    expect(said).toContain("the lock 32068f98 was taken away");
  });

  test("of somebody else, leaves it", async () => {
    expect(await withLock(() => "somebody@elsewhere")).toMatchObject({ there: true });
  });
});

test("given a run of another machine that shares the folder, says so and judges nothing", async () => {
  write(hook("apply_start", "create", "aws_vpc.network"));
  const record = await recorded.record(process.pid, { host: "elsewhere.example.org" });

  const { settled, said } = await settle();

  expect(settled).toEqual([]);
  expect(said).toContain("a run on elsewhere.example.org");
  expect(recorded.read()).toEqual(record);
});

test("given a run whose command lives, leaves it alone", async () => {
  await recorded.record(recorded.program("sleep 600"), { jangada: identify(process.pid) ?? NOBODY });
  const { settled, events } = await settle();
  expect([settled, events]).toEqual([[], []]);
});
