/** A server that speaks as much S3 as making a bucket takes, and verifies every signature (AWS Signature Version 4). */
import { createHash, createHmac } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { TestAuthority } from "./certificates";

const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** What a bucket was told, by the query that told it. */
export type ToldBucket = Record<string, string>;

export class SignedStore {
  public readonly authority: string;
  public readonly buckets = new Map<string, ToldBucket>();
  /** Requests that change something, in their order: method and path. */
  public readonly changes: string[] = [];
  private readonly server: Server;

  private constructor(private readonly keys: Readonly<Record<string, string>>) {
    const authority = new TestAuthority("store");
    this.authority = authority.pem;
    const { certificate, key } = authority.issue("localhost");
    this.server = createServer({ cert: certificate, key }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const status = this.answer(request, Buffer.concat(chunks));
        response.writeHead(status).end(status < 400 || request.method === "HEAD" ? "" : `<Code>${status}</Code>`);
      });
    });
  }

  /** @param keys secret keys by their ids; `administrator…` may do everything */
  public static async start(keys: Readonly<Record<string, string>>): Promise<SignedStore> {
    const store = new SignedStore(keys);
    await new Promise<void>((done) => store.server.listen(0, "127.0.0.1", done));
    return store;
  }

  public get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(request: IncomingMessage, body: Buffer): number {
    const { method = "" } = request;
    const url = new URL(request.url ?? "", this.url);
    const who = this.signerOf(request, url, body);
    if (who === undefined) return 403;
    const name = url.pathname.slice(1);
    const bucket = this.buckets.get(name);
    if (method === "HEAD") return bucket ? 200 : 404;
    if (method === "GET") return bucket ? 200 : 404;
    if (!who.startsWith("administrator")) return 403;
    this.changes.push(`${method} ${url.pathname}${url.search}`);
    if (url.search === "") {
      if (bucket) return 409;
      const lockable = request.headers["x-amz-bucket-object-lock-enabled"];
      this.buckets.set(name, lockable === undefined ? {} : { lockable: String(lockable) });
      return 200;
    }
    if (!bucket) return 404;
    // As MinIO has it of rules, for whose sake it is sent.
    if (request.headers["x-amz-checksum-sha256"] !== createHash("sha256").update(body).digest("base64")) return 400;
    bucket[url.search.replace(/[?=]/g, "")] = body.toString();
    return 200;
  }

  /** The id of the key that signed it, undefined where none did. */
  private signerOf(request: IncomingMessage, url: URL, body: Buffer): string | undefined {
    const header = (name: string): string => String(request.headers[name] ?? "");
    const found =
      /Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, *SignedHeaders=([^,]+), *Signature=(\w+)/.exec(
        header("authorization"),
      );
    const [, id = "", day = "", region = "", service = "", signed = "", signature = ""] = found ?? [];
    const key = Object.hasOwn(this.keys, id) ? this.keys[id] : undefined;
    if (key === undefined || header("x-amz-content-sha256") !== sha256(body)) return undefined;
    const canonical = [
      request.method,
      url.pathname,
      url.search.slice(1),
      ...signed.split(";").map((name) => `${name}:${header(name).trim()}`),
      "",
      signed,
      sha256(body),
    ].join("\n");
    const scope = [day, region, service, "aws4_request"];
    const text = ["AWS4-HMAC-SHA256", header("x-amz-date"), scope.join("/"), sha256(canonical)].join("\n");
    const signing = scope.reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${key}`);
    return hmac(signing, text).toString("hex") === signature ? id : undefined;
  }
}
