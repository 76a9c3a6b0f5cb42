/** Options and words of a command line; what is after `--` by itself. */
export class Options {
  public readonly words: string[] = [];
  public readonly after: readonly string[];
  private readonly values = new Map<string, string>();
  private readonly switches = new Set<string>();

  constructor(args: readonly string[], valued: readonly string[], plain: readonly string[]) {
    const end = args.indexOf("--");
    this.after = end < 0 ? [] : args.slice(end + 1);
    const own = end < 0 ? args : args.slice(0, end);
    for (let at = 0; at < own.length; at += 1) {
      const arg = own[at] ?? "";
      const [name = "", ...rest] = arg.split("=");
      if (!arg.startsWith("-") || arg === "-") this.words.push(arg);
      else if (plain.includes(name)) {
        if (rest.join("=") !== "false") this.switches.add(name);
      } else if (!valued.includes(name)) throw new Error(`error: unknown flag: ${arg}`);
      else if (rest.length > 0) this.values.set(name, rest.join("="));
      else {
        at += 1;
        this.values.set(name, own[at] ?? "");
      }
    }
  }

  public value(name: string): string | undefined {
    return this.values.get(name);
  }

  public has(name: string): boolean {
    return this.switches.has(name);
  }
}
