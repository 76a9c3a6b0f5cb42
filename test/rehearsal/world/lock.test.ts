import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { once } from "node:events";
import { lock } from "../../../src/rehearsal/world/lock";
import { until } from "../../helpers/until";
import { PROGRAM_LIMIT } from "../../helpers/limits";

const file = (): string => path.join(fs.mkdtempSync(path.join(os.tmpdir(), "lock-")), "world.lock");

describe("lock", () => {
  test("given a living holder, refuses", async () => {
    const holder = spawn("sleep", ["600"], { timeout: PROGRAM_LIMIT });
    const taken = file();
    fs.writeFileSync(taken, String(holder.pid));

    expect(() => lock(taken)).toThrow("WORLD_IN_USE");

    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(() => lock(taken)).not.toThrow();
  });

  test("given a holder that was killed and that its parent does not ask after, takes the lock over", async () => {
    // The shell waits for what it started; the program that takes its place never does. So the inner process lives until the
    // shell is gone, and is ended only then: sooner, the shell could have asked after it already.
    const parent = spawn("bash", ["-c", "sleep 300 & echo $!; exec sleep 300"], { timeout: PROGRAM_LIMIT });
    const [output] = (await once(parent.stdout, "data")) as [Buffer];
    const zombie = Number(output.toString().trim());
    await until("the shell is gone", () => fs.readFileSync(`/proc/${parent.pid}/comm`, "utf8").trim() === "sleep");
    process.kill(zombie, "SIGKILL");
    await until("it is a zombie", () => /\) Z /.test(fs.readFileSync(`/proc/${zombie}/stat`, "utf8")));
    const taken = file();
    fs.writeFileSync(taken, String(zombie));

    expect(() => lock(taken)).not.toThrow();

    parent.kill("SIGKILL");
  });
});
