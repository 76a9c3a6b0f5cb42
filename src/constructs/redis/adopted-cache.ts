/** A cache that another stack made, or that exists already. */
import { Construct } from "constructs";
import { RUNS, type Runs } from "../../model/runs";
import { JangadaError } from "../../errors";
import type { CacheAttributes, CacheMode, ICache } from "./contract";

const MODES: readonly string[] = ["single", "cluster"] satisfies readonly CacheMode[];

export class AdoptedCache extends Construct implements ICache {
  public readonly tls = true;

  /** @throws JangadaError CACHE_ATTRIBUTES if the attributes name another mode, place or way in than there are. */
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: CacheAttributes,
  ) {
    super(scope, id);
    const known: Readonly<Record<string, readonly string[]>> = { runs: RUNS, mode: MODES, tls: ["required"] };
    const problems = Object.entries(known).flatMap(([name, values]) => {
      const given = String(attributes[name as keyof CacheAttributes]);
      return values.includes(given)
        ? []
        : [
            {
              code: "CACHE_ATTRIBUTES",
              message: `'${name}' of the cache '${attributes.cacheName}' cannot be '${given}'.`,
              place: { construct: this.node.path, path: name },
              remedy: `Write one of: ${values.join(", ")}.`,
            },
          ];
    });
    if (problems.length > 0) throw new JangadaError(problems);
  }

  public get cacheName(): string {
    return this.attributes.cacheName;
  }
  public get runs(): Runs {
    return this.attributes.runs as Runs;
  }
  public get mode(): CacheMode {
    return this.attributes.mode as CacheMode;
  }
  public get host(): string {
    return this.attributes.host;
  }
  public get port(): number {
    return this.attributes.port;
  }
  public get readerHost(): string {
    return this.attributes.readerHost;
  }
}
