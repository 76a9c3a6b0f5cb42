/** The part of a Kubernetes API that the restore test speaks to, with a Velero that ends a restore as it is told to. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";

export interface ApiOptions {
  /** What the restore's phases are, one after another; the last one stays. */
  readonly phases: readonly string[];
  /** @default 4 */
  readonly itemsRestored?: number;
  /** Phases of the claims, once the restore is completed. @default one that is bound */
  readonly claims?: readonly string[];
  /** Answers every deletion with 403. @default false */
  readonly refusesDeletion?: boolean;
}

const SCRATCH = "/api/v1/namespaces/restore-test/";

export class ClusterApi {
  /** `<method> <path>` of everything that was asked for. */
  public readonly asked: string[] = [];
  /** What was sent, of restores. */
  public readonly made: unknown[] = [];
  /** Those that came with every request. */
  public readonly tokens = new Set<string | undefined>();
  private claims: readonly string[] = [];
  private reads = 0;

  private constructor(
    private readonly options: ApiOptions,
    private readonly server: http.Server,
  ) {}

  public static async start(options: ApiOptions): Promise<ClusterApi> {
    const server = http.createServer();
    const api = new ClusterApi(options, server);
    server.on("request", (request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        const [status, answer] = api.answer(request, body);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return api;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer({ method = "", url = "", headers }: http.IncomingMessage, body: string): readonly [number, object] {
    const path = url.split("?")[0] ?? "";
    this.asked.push(`${method} ${path}`);
    this.tokens.add(headers.authorization);
    if (method === "DELETE" && this.options.refusesDeletion) return [403, { kind: "Status", reason: "Forbidden" }];
    if (path.startsWith("/apis/velero.io/v1/namespaces/velero/restores")) return this.restore(method, body);
    if (path === `${SCRATCH}persistentvolumeclaims`) {
      if (method === "DELETE") this.claims = [];
      return [200, { items: this.claims.map((phase) => ({ metadata: { name: "data" }, status: { phase } })) }];
    }
    return [200, { items: [] }];
  }

  private restore(method: string, body: string): readonly [number, object] {
    if (method === "POST") this.made.push(JSON.parse(body) as unknown);
    if (method !== "GET") return [200, {}];
    const { phases, itemsRestored = 4, claims = ["Bound"] } = this.options;
    const phase = phases[Math.min(this.reads, phases.length - 1)];
    this.reads += 1;
    this.claims = claims;
    return [
      200,
      {
        metadata: { managedFields: [{ fieldsV1: { "f:status": { "f:phase": {} } } }] },
        spec: {},
        status: { phase, errors: 1, failureReason: "no such backup", progress: { totalItems: 9, itemsRestored } },
      },
    ];
  }
}
