import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { once } from "node:events";
import { lock } from "../../../src/rehearsal/world/lock";

const file = (): string => path.join(fs.mkdtempSync(path.join(os.tmpdir(), "lock-")), "world.lock");

describe("lock", () => {
  test("given a living holder, refuses", async () => {
    const holder = spawn("sleep", ["30"]);
    const taken = file();
    fs.writeFileSync(taken, String(holder.pid));

    expect(() => lock(taken)).toThrow("WORLD_IN_USE");

    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(() => lock(taken)).not.toThrow();
  });

  test("given a holder that was killed and that its parent does not ask after, takes the lock over", async () => {
    // The inner process ends at once; the one that takes the shell's place never waits for it.
    const parent = spawn("bash", ["-c", "true & echo $!; exec sleep 30"]);
    const [output] = (await once(parent.stdout, "data")) as [Buffer];
    const zombie = Number(output.toString().trim());
    const stat = (): string => fs.readFileSync(`/proc/${zombie}/stat`, "utf8");
    while (!/\) Z /.test(stat())) await new Promise((resolve) => setTimeout(resolve, 10));
    const taken = file();
    fs.writeFileSync(taken, String(zombie));

    expect(() => lock(taken)).not.toThrow();

    parent.kill("SIGKILL");
  });
});
