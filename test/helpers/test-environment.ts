/**
 * Where Jest runs each test file: with a temporary folder of its own, of which nothing stays. A file that leaves something
 * running fails: it would work on beside every later test, and keep Jest from ending.
 */
import { TestEnvironment } from "jest-environment-node";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { END_TIMEOUT_MS, findLeftovers, openStandardStreams, type Resources, resources } from "./nothing-left";

export default class OwnEnvironment extends TestEnvironment {
  private readonly previousTmpdir: string | undefined;
  private readonly folder: string;
  private before: Resources = new Map();

  constructor(...args: ConstructorParameters<typeof TestEnvironment>) {
    const outer = process.env["TMPDIR"];
    const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "jest-"));
    // Others may go through it: PostgreSQL does not run as root.
    fs.chmodSync(folder, 0o711);
    // Of this process, too: node:os, which is not loaded anew for each file, looks there.
    process.env["TMPDIR"] = folder;
    super(...args);
    this.previousTmpdir = outer;
    this.folder = folder;
  }

  public override async setup(): Promise<void> {
    await super.setup();
    openStandardStreams();
    this.before = resources();
  }

  /** Called by jest-circus at each step of the file. */
  public async handleTestEvent(
    { name }: { readonly name: string },
    state: { unhandledErrors: unknown[] },
  ): Promise<void> {
    // After all hooks.
    if (name !== "run_finish") return;
    const left = await findLeftovers(this.folder, this.before, Number(process.env["LEFT_PATIENCE"] ?? END_TIMEOUT_MS));
    if (left.length === 0) return;
    for (const { pid } of left) if (pid !== undefined) process.kill(pid, "SIGKILL");
    const what = left.map((each) => `  ${each.what}`).join("\n");
    state.unhandledErrors.push(
      `This test file leaves something running:\n${what}\nEnd what you start in afterEach or afterAll, or give it to scope() of test/helpers/scope.ts. ` +
        "Jest's --detectOpenHandles tells where it was opened.",
    );
  }

  public override async teardown(): Promise<void> {
    await super.teardown();
    if (this.previousTmpdir === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = this.previousTmpdir;
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
