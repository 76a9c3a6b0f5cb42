/** Locks that refuse a plan: taken away if a run of ours left them, left alone else. A script stands for Terraform. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { OperationEvent } from "../../../src/operations/events";
import { terraformStep } from "../../../src/operations/terraform";
import { failure, hook, NOTE, Recorded, STACK, SUMMARY } from "./runs";

let recorded: Recorded;
beforeEach(() => {
  recorded = new Recorded();
});
afterEach(() => recorded.close());

/** Refuses as Terraform does while `lock` is there; `force-unlock` with its id takes it away. */
function standIn(who: string, created: string): string {
  const lock = path.join(recorded.project, "lock");
  fs.writeFileSync(lock, "");
  const info = [
    "ID: 32068f98",
    "Operation: OperationTypeApply",
    `Who: ${who}`,
    "Version: 1.11.4",
    `Created: ${created}`,
  ];
  const refusal = JSON.stringify({
    type: "diagnostic",
    diagnostic: {
      severity: "error",
      summary: "Error acquiring the state lock",
      detail: `Error message: PreconditionFailed\nLock Info:\n${info.map((line) => `  ${line}`).join("\n")}\n`,
    },
  });
  const file = path.join(recorded.project, "terraform");
  fs.writeFileSync(path.join(recorded.project, "refusal"), refusal);
  fs.writeFileSync(
    file,
    `#!/usr/bin/env bash
if [[ $1 == force-unlock ]]; then [[ $3 == 32068f98 ]] && rm ${lock}; exit; fi
if [[ -e ${lock} ]]; then cat ${recorded.project}/refusal; exit 1; fi
echo '${SUMMARY}'
`,
    { mode: 0o755 },
  );
  return file;
}

/** An apply after one that was killed. */
async function applyAfterDeath(whose: (own: string) => string) {
  fs.writeFileSync(recorded.log, `${hook("apply_start", "create", "aws_vpc.network")}\n`);
  const { who, startedAt } = await recorded.record(0, {
    terraform: { pid: 2 ** 22 + 1, start: "1", version: "1.11.4" },
  });
  const command = standIn(whose(who), startedAt.replace("T", " ").replace("Z", " +0000 UTC"));
  const events: OperationEvent[] = [];
  const result = await terraformStep(
    {
      binary: { command, product: "Terraform", version: "1.11.4" },
      env: process.env,
      listener: (event) => void events.push(event),
      runs: recorded.runs,
    },
    { name: STACK, folder: recorded.project, dependencies: [] },
    "apply",
    { note: NOTE },
  );
  return { result, events, there: fs.existsSync(path.join(recorded.project, "lock")) };
}

test("given one's own lock, whose process is gone, takes it away, says so, and goes on", async () => {
  const { result, events, there } = await applyAfterDeath((own) => own);

  expect(result).toMatchObject({ ok: true, problems: [] });
  expect(there).toBe(false);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: "message",
      message: expect.stringContaining("the lock 32068f98 was taken away") as string,
    }),
  );
  expect(events.filter(({ type }) => type === "problem")).toEqual([]);
  expect(recorded.read()).toBeUndefined();
});

test("given somebody else's lock, leaves it and refuses, with who and since when", async () => {
  const { result, there } = await applyAfterDeath(() => "somebody@elsewhere");

  expect(result.ok).toBe(false);
  expect(result.problems).toMatchObject([{ code: "STATE_LOCKED" }]);
  expect(result.problems[0]?.message).toContain("somebody@elsewhere");
  expect(result.problems[0]?.message).toContain("Created:");
  expect(there).toBe(true);
  // What may still be left of the earlier run is not forgotten by that.
  expect(recorded.read()).toMatchObject({ settled: true, left: [{ kind: "apply" }] });
});

test("given a run of the stack that goes on, refuses a second one and does not touch its log", async () => {
  fs.writeFileSync(recorded.log, `${failure("mine")}\n`);
  const record = await recorded.record(recorded.program("sleep 600"));
  const result = await terraformStep(
    {
      binary: { command: "true", product: "Terraform", version: "1.11.4" },
      env: process.env,
      listener: () => undefined,
      runs: recorded.runs,
    },
    { name: STACK, folder: recorded.project, dependencies: [] },
    "apply",
    { note: NOTE },
  );

  expect(result.problems).toMatchObject([{ code: "STATE_LOCKED" }]);
  expect(recorded.read()).toEqual(record);
  expect(fs.readFileSync(recorded.log, "utf8")).toContain("mine");
});
