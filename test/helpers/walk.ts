/** Somebody who types what docs/kubeadm.md says, in a home and a project of their own. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run, type RunResult } from "../../src/operations/process";
import { DocumentSection } from "./document";
import { ROOT, writeProject } from "./project";

export interface Typed {
  /** @default the project */
  readonly cwd?: string;
  /** @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
}

export class Walk {
  /** The environment's file, in the project. */
  public static readonly FILE = path.join("infra", "environments", "dev", "environment.yaml");

  public readonly section = new DocumentSection("docs/kubeadm.md", "## From three servers to nodes");
  public readonly home = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-walk-"));
  public readonly folder = path.join(this.home, "platform");
  private readonly bin = path.join(this.home, "bin");

  /**
   * @param programs in the place of those on the PATH, in bash, by name; `npx jangada` is this checkout's
   * @param change what becomes of a line before it is typed: other addresses
   */
  constructor(
    programs: Readonly<Record<string, string>> = {},
    private readonly change: (line: string) => string = (line) => line,
  ) {
    fs.mkdirSync(this.bin);
    fs.mkdirSync(path.join(this.home, ".ssh"), { mode: 0o700 });
    const own = `[[ $1 == jangada ]] && shift && exec "${process.execPath}" "${path.join(ROOT, "bin", "jangada.js")}" "$@"`;
    for (const [name, text] of Object.entries({ npx: own, ...programs }))
      fs.writeFileSync(path.join(this.bin, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  }

  /** All that is to be typed on one's own machine. */
  public get lines(): readonly string[] {
    return this.section.lines("sh").map(this.change);
  }

  /** The one line that begins so. */
  public line(beginning: string): string {
    const found = this.lines.filter((one) => one.startsWith(beginning));
    if (found.length !== 1) throw new Error(`${found.length} lines begin with '${beginning}'.`);
    return found[0] as string;
  }

  /** What the table says is typed to some end. */
  public inTable(to: string): readonly string[] {
    const row = this.section.rows().find((one) => one.startsWith(`| ${to}`));
    if (row === undefined) throw new Error(`Nothing is said of how to ${to}.`);
    return [...(row.split(" | ").at(-1) ?? "").matchAll(/`([^`]+)`/g)].map((match) => this.change(match[1] ?? ""));
  }

  public get text(): string {
    return fs.readFileSync(path.join(this.folder, Walk.FILE), "utf8");
  }

  public write(text: string): void {
    fs.writeFileSync(path.join(this.folder, Walk.FILE), text);
  }

  /** The worker that the document adds. */
  public get worker(): string {
    return this.change(this.section.blocks("yaml")[0] ?? "");
  }

  /** The checkout's own app in the place of the package's, and what is run thereafter. */
  public useCheckout(thereafter = ""): void {
    const own = writeProject({});
    const file = JSON.parse(fs.readFileSync(path.join(own, "cdktf.json"), "utf8")) as { readonly app: string };
    fs.rmSync(own, { recursive: true });
    fs.writeFileSync(path.join(this.folder, "cdktf.json"), JSON.stringify({ ...file, app: file.app + thereafter }));
  }

  public type(command: string, { cwd = this.folder, env = process.env }: Typed = {}): Promise<RunResult> {
    const own = { HOME: this.home, PATH: `${this.bin}:${process.env["PATH"]}`, NO_COLOR: "1", CI: "1" };
    return run("bash", ["-euc", command], { cwd, env: { ...env, ...own }, whole: true });
  }

  /** @throws Error if it does not end well */
  public async must(command: string, typed: Typed = {}): Promise<string> {
    const { status, stdout, stderr } = await this.type(command, typed);
    if (status !== 0) throw new Error(`${command}: exit ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  /** From no key to the project that `init` writes; what it said on standard error. */
  public async begin(): Promise<string> {
    const until = this.lines.indexOf(this.line("npm install jangada"));
    await this.must(this.lines.slice(0, until).join("\n"), { cwd: this.home });
    const { status, stderr } = await this.type(this.line("npx jangada init"));
    if (status !== 0) throw new Error(stderr);
    return stderr;
  }

  public close(): void {
    fs.rmSync(this.home, { recursive: true, force: true });
  }
}
