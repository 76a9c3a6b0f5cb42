/** Ctrl-C, pressed at the command line while Terraform is in the middle of something. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as readline from "node:readline";
import { untilInterrupted } from "../../src/cli/interrupt";
import { Hangup } from "../../src/operations/stop-request";

import { run } from "../../src/operations/process";
import { DEV, RehearsedProject, ROOT } from "../helpers/project";
import { PROGRAM_LIMIT } from "../helpers/limits";

const JANGADA = path.join(ROOT, "bin", "jangada.js");

describe("untilInterrupted", () => {
  const pressed = (times: number): void => {
    for (let time = 0; time < times; time++) process.emit("SIGINT");
  };
  async function interrupted(times: number, inFlight: readonly string[] = []) {
    const said: string[] = [];
    const options = { inFlight: () => inFlight, write: (text: string) => void said.push(text) };
    const aborted = await untilInterrupted(async (signal, kill) => {
      pressed(times);
      return [signal.aborted, kill.aborted];
    }, options);
    return { aborted, said };
  }

  test.each([
    [0, [false, false]],
    [1, [true, false]],
    [2, [true, false]],
    [3, [true, true]],
  ])("given Ctrl-C %d times, stops at the first and kills at the third", async (times, aborted) => {
    expect((await interrupted(times)).aborted).toEqual(aborted);
  });

  test("given SIGTERM, stops as for Ctrl-C", async () => {
    const aborted = await untilInterrupted(
      async (signal) => {
        process.emit("SIGTERM");
        return [signal.aborted, signal.reason instanceof Hangup];
      },
      { write: () => undefined },
    );

    expect(aborted).toEqual([true, false]);
  });

  test("given that the terminal is gone, begins nothing new, and tells Terraform only if it is ended after all", async () => {
    const said: string[] = [];
    const told = await untilInterrupted(
      async (signal) => {
        process.emit("SIGHUP");
        const { reason } = signal as { readonly reason: unknown };
        if (!(reason instanceof Hangup)) throw new Error("it was told to stop");
        const before = reason.forward.signal.aborted;
        process.emit("SIGTERM");
        return [signal.aborted, before, reason.forward.signal.aborted];
      },
      { write: (text) => void said.push(text) },
    );

    expect(told).toEqual([true, false, true]);
    expect(said[0]).toContain("goes on to its end");
  });

  test("given a second Ctrl-C, says what a third would lose", async () => {
    const { said } = await interrupted(2, ["dev-cluster: create aws_eks_cluster.cluster"]);

    expect(said).toHaveLength(2);
    expect(said[1]).toContain("third Ctrl-C kills");
    expect(said[1]).toContain("dev-cluster: create aws_eks_cluster.cluster");
  });

  test("given that the work fails after the interruption, says that it was interrupted", async () => {
    const work = untilInterrupted(
      async () => {
        pressed(1);
        throw new Error("what was interrupted may fail in any way");
      },
      { write: () => undefined },
    );

    await expect(work).rejects.toMatchObject({ problems: [{ code: "INTERRUPTED" }] });
  });

  test("leaves no handler behind", async () => {
    const before = process.listenerCount("SIGINT");
    await interrupted(1);
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});

describe("run", () => {
  test("given a program that does not listen to SIGINT, ends it when it is to be killed", async () => {
    const [stop, kill] = [new AbortController(), new AbortController()];

    const result = await run("bash", ["-c", "trap 'echo told' INT; echo ready; while :; do sleep 0.05; done"], {
      signal: stop.signal,
      kill: kill.signal,
      onLine: (line) => {
        if (line === "ready") stop.abort();
        if (line === "told") kill.abort();
      },
    });

    expect(result).toMatchObject({ status: 137, stdout: "ready\ntold" });
  });
});

describe("given a deployment in the middle of creating something slow", () => {
  let project: RehearsedProject;
  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: DEV });
  });
  afterAll(() => project.close());

  test("Ctrl-C ends it with 130 and a sound state, and the next deployment goes on from there", async () => {
    const faults = path.join(project.folder, "world", "faults.json");
    fs.writeFileSync(faults, JSON.stringify([{ type: "aws_nat_gateway", operation: "create", delayMs: 600_000 }]));

    const { status, stderr, stdout } = await deployAndInterrupt("aws_nat_gateway");

    expect(status).toBe(130);
    expect(stderr).toContain("Terraform was told once");
    expect(JSON.parse(stdout)).toMatchObject({
      interrupted: true,
      ok: false,
      stacks: [{ name: "dev-network", outcome: "interrupted" }],
    });
    const state = fs.readFileSync(path.join(project.folder, "state", "dev-network.tfstate"), "utf8");
    const held = (JSON.parse(state) as { resources: { mode: string; type: string }[] }).resources;
    const exists = project.simulation.world.list("aws_vpc").length;
    expect(held.filter(({ type }) => type === "aws_vpc")).toHaveLength(exists);
    expect(fs.existsSync(path.join(project.folder, "state", ".dev-network.tfstate.lock.info"))).toBe(false);

    fs.rmSync(faults);
    const again = await jangada("deploy", "dev", "--stack", "network", "--yes", "--json");
    expect(again.status).toBe(0);
    expect(project.simulation.world.list("aws_nat_gateway")).toHaveLength(1);
    expect(project.simulation.world.list("aws_vpc")).toHaveLength(1);
  });

  const jangada = (...args: readonly string[]) =>
    run(process.execPath, [JANGADA, ...args], { cwd: project.folder, env: project.env, whole: true });

  /** Presses Ctrl-C once Terraform has begun with a resource of that type. */
  function deployAndInterrupt(type: string): Promise<{ status: number | null; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const child = spawn(
        process.execPath,
        [JANGADA, "deploy", "dev", "--stack", "network", "--yes", "--json", "--replan"],
        {
          cwd: project.folder,
          env: project.env,
          timeout: PROGRAM_LIMIT,
        },
      );
      const stderr: string[] = [];
      let stdout = "";
      child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
      readline.createInterface({ input: child.stderr }).on("line", (line) => {
        stderr.push(line);
        if (line.includes('"resource-started"') && line.includes(type)) child.kill("SIGINT");
      });
      child.once("close", (status) => resolve({ status, stdout, stderr: stderr.join("\n") }));
    });
  }
});
