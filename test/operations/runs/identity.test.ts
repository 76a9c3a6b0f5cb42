import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { identify, isAlive, thisMachine, whereabouts } from "../../../src/operations/runs/identity";
import { until } from "../../helpers/until";
import { PROGRAM_LIMIT } from "../../helpers/limits";

describe("identity of a process", () => {
  test("names this very process, as long as it lives", async () => {
    const child = spawn("sleep", ["600"], { timeout: PROGRAM_LIMIT });
    const known = identify(child.pid ?? 0);

    expect(known).toMatchObject({ pid: child.pid });
    expect(known && isAlive(known)).toBe(true);

    child.kill("SIGKILL");
    await once(child, "exit");
    expect(known && isAlive(known)).toBe(false);
    expect(identify(child.pid ?? 0)).toBeUndefined();
  });

  test("given that the number was given to another process, is that of none", () => {
    const own = identify(process.pid);
    expect(own && isAlive({ ...own, start: "1" })).toBe(false);
  });

  test("given a process that is dead, and that its parent does not ask after, is that of none", async () => {
    // The shell waits for what it started; the program that takes its place never does. Sooner, the shell could have asked.
    const parent = spawn("bash", ["-c", "sleep 300 & echo $!; exec sleep 300"], { timeout: PROGRAM_LIMIT });
    const [output] = (await once(parent.stdout, "data")) as [Buffer];
    const inner = Number(output.toString().trim());
    await until("the shell is gone", () => fs.readFileSync(`/proc/${parent.pid}/comm`, "utf8").trim() === "sleep");
    process.kill(inner, "SIGKILL");
    await until("it is dead", () => identify(inner) === undefined);

    expect(() => process.kill(inner, 0)).not.toThrow();
    parent.kill("SIGKILL");
    await once(parent, "exit");
  });

  test.each([
    ["of this machine", {}, "alive"],
    ["of another machine", { host: "elsewhere.example.org" }, "elsewhere"],
    ["of this machine before it was started anew", { boot: "another" }, "gone"],
    ["of another container of this machine", { space: "pid:[1]" }, "elsewhere"],
  ])("a process %s is %s: %s", (_whose, change, expected) => {
    const own = identify(process.pid);
    expect(own && whereabouts(own, { ...thisMachine(), ...change })).toBe(expected);
  });
});
