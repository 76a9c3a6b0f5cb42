/**
 * As much of Entra ID and of Azure's blobs as Terraform's state backend needs, for accounts that somebody else makes. Both speak TLS
 * alone, under names of their own: it is the proxy of every host, and has an authority that vouches for these names.
 */
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import * as tls from "node:tls";
import { TestAuthority } from "../../helpers/certificates";

const LOGIN = "login.microsoftonline.com";
const BLOBS = ".blob.core.windows.net";

interface Blob {
  readonly content: Buffer;
  readonly metadata: http.IncomingHttpHeaders;
  /** Who holds it. */
  readonly lease?: string;
}

interface BlobRequest {
  readonly name: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** The method, and what of the blob is meant. */
  readonly action: string;
}

type Reply = (status: number, text?: string | Buffer, more?: http.OutgoingHttpHeaders) => void;

export interface TinyAzureOptions {
  /** Whether a container is there, of an account that is. */
  hasContainer(account: string, container: string): boolean;
}

export class TinyAzure {
  public static async start(options: TinyAzureOptions): Promise<TinyAzure> {
    const tiny = new TinyAzure(options);
    await new Promise<void>((resolve) => tiny.proxy.listen(0, "127.0.0.1", resolve));
    return tiny;
  }

  /** By `<account>/<container>/<key>`. */
  public readonly blobs = new Map<string, Blob>();
  /** How often a place that is there does not let in yet. */
  public looksUntilRolesCount = 0;
  private readonly authority = new TestAuthority("tiny Azure");
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "tiny-azure-"));
  private readonly contexts = new Map<string, tls.SecureContext>();
  private readonly sockets = new Set<Socket>();
  private readonly services = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => this.answer(request, Buffer.concat(chunks), response));
  });
  private readonly proxy = http.createServer();

  private constructor(private readonly options: TinyAzureOptions) {
    fs.writeFileSync(path.join(this.folder, "authority.pem"), this.authority.pem);
    this.proxy.on("connect", (request: http.IncomingMessage, socket: Socket) => {
      const host = (request.url ?? "").replace(/:\d+$/, "");
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      if (host !== LOGIN && !host.endsWith(BLOBS)) {
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return;
      }
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      const secured = new tls.TLSSocket(socket, { isServer: true, secureContext: this.contextOf(host) });
      secured.on("error", () => socket.destroy());
      this.services.emit("connection", secured);
    });
  }

  /** What Terraform needs in its environment to come here, with a job's identity. */
  public get env(): Readonly<Record<string, string>> {
    return {
      HTTPS_PROXY: `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`,
      SSL_CERT_FILE: path.join(this.folder, "authority.pem"),
      ARM_USE_OIDC: "true",
      ARM_OIDC_TOKEN: "tiny",
      ARM_CLIENT_ID: "33333333-2222-4333-a444-555555555555",
      ARM_USE_CLI: "false",
    };
  }

  public async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.services.closeAllConnections();
    this.proxy.closeAllConnections();
    await new Promise((resolve) => this.proxy.close(resolve));
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private contextOf(host: string): tls.SecureContext {
    const known = this.contexts.get(host);
    if (known) return known;
    const { certificate, key } = this.authority.issue(host);
    const made = tls.createSecureContext({ cert: certificate, key });
    this.contexts.set(host, made);
    return made;
  }

  private answer(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    const { host = "", ...headers } = request.headers;
    const url = new URL(request.url ?? "/", `https://${host}`);
    const reply: Reply = (status, text = "", more = {}) => {
      const type = host === LOGIN ? "application/json" : "application/xml";
      const length = Buffer.byteLength(text);
      response.writeHead(status, { "content-type": type, "content-length": length, ...more });
      response.end(request.method === "HEAD" ? undefined : text);
    };
    if (host === LOGIN) return reply(200, JSON.stringify(TOKEN));
    const [container = "", ...rest] = decodeURIComponent(url.pathname).slice(1).split("/");
    const account = host.slice(0, -BLOBS.length);
    if (headers.authorization !== `Bearer ${TOKEN.access_token}`) return reply(403, failure("AuthorizationFailure"));
    if (!this.options.hasContainer(account, container)) return reply(404, failure("ContainerNotFound"));
    if (this.looksUntilRolesCount > 0) {
      this.looksUntilRolesCount--;
      return reply(403, failure("AuthorizationPermissionMismatch"));
    }
    const name = `${account}/${container}/${rest.join("/")}`;
    if (rest.length === 0) return reply(200, this.list(`${name}`, url.searchParams.get("prefix") ?? ""));
    this.answerBlob(
      { name, headers, body, action: `${request.method} ${url.searchParams.get("comp") ?? ""}`.trim() },
      reply,
    );
  }

  private answerBlob({ name, headers, body, action }: BlobRequest, reply: Reply): void {
    const blob = this.blobs.get(name);
    if (action === "PUT") {
      if (blob?.lease !== undefined && blob.lease !== headers["x-ms-lease-id"])
        return reply(412, failure("LeaseIdMissing"));
      this.blobs.set(name, { ...blob, content: body, metadata: metadataOf(headers) });
      return reply(201);
    }
    if (!blob) return reply(404, failure("BlobNotFound"));
    const held = { ...blob.metadata, "x-ms-lease-status": blob.lease === undefined ? "unlocked" : "locked" };
    switch (action) {
      case "PUT lease":
        return this.lease(name, blob, headers, reply);
      case "PUT metadata":
        this.blobs.set(name, { ...blob, metadata: metadataOf(headers) });
        return reply(200);
      case "DELETE":
        this.blobs.delete(name);
        return reply(202);
      default:
        return reply(200, blob.content, { ...held, "x-ms-blob-type": "BlockBlob" });
    }
  }

  private lease(name: string, blob: Blob, headers: http.IncomingHttpHeaders, reply: Reply): void {
    const { lease: _ended, ...free } = blob;
    if (headers["x-ms-lease-action"] === "acquire") {
      if (blob.lease !== undefined) return reply(409, failure("LeaseAlreadyPresent"));
      const lease = String(headers["x-ms-proposed-lease-id"]);
      this.blobs.set(name, { ...blob, lease });
      return reply(201, "", { "x-ms-lease-id": lease });
    }
    if (blob.lease !== headers["x-ms-lease-id"]) return reply(409, failure("LeaseIdMismatchWithLeaseOperation"));
    this.blobs.set(name, free);
    return reply(200);
  }

  private list(container: string, prefix: string): string {
    const keys = [...this.blobs.keys()].filter((name) => name.startsWith(`${container}${prefix}`));
    const blobs = keys.map((name) => `<Blob><Name>${name.slice(container.length)}</Name></Blob>`);
    return `<EnumerationResults><Blobs>${blobs.join("")}</Blobs><NextMarker/></EnumerationResults>`;
  }
}

const TOKEN = { access_token: "tiny.token.here", token_type: "Bearer", expires_in: 3600 };

function metadataOf(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-ms-meta-")));
}

function failure(code: string): string {
  return `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}
