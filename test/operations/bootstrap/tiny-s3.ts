/** As much of S3 and STS as Terraform's state backend needs: objects in buckets that somebody else makes. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";

export class TinyS3 {
  public static async start(hasBucket: (name: string) => boolean): Promise<TinyS3> {
    const tiny = new TinyS3(hasBucket);
    await new Promise<void>((resolve) => tiny.server.listen(0, "127.0.0.1", resolve));
    return tiny;
  }

  /** What is not written, as if the service failed: by `<bucket>/<key>`. */
  public refuses: (name: string) => boolean = () => false;
  /** By `<bucket>/<key>`. */
  public readonly objects = new Map<string, Buffer>();
  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => this.answer(request, Buffer.concat(chunks), response));
  });

  private constructor(private readonly hasBucket: (name: string) => boolean) {}

  /** What Terraform needs in its environment to come here. */
  public get env(): Readonly<Record<string, string>> {
    return {
      // The name of the bucket becomes part of the host's; as the proxy of every host, it needs no DNS.
      HTTP_PROXY: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      AWS_ENDPOINT_URL_S3: "http://s3.tiny.test",
      AWS_ENDPOINT_URL_STS: "http://sts.tiny.test",
      AWS_ACCESS_KEY_ID: "tiny",
      AWS_SECRET_ACCESS_KEY: "tiny",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://tiny");
    const reply = (status: number, text: string | Buffer = ""): void => {
      response.writeHead(status, { "content-type": "application/xml", "content-length": Buffer.byteLength(text) });
      response.end(request.method === "HEAD" ? undefined : text);
    };
    if (url.host === "sts.tiny.test") return reply(200, IDENTITY);
    const bucket = url.host.replace(/\.s3\.tiny\.test$/, "");
    const key = decodeURIComponent(url.pathname).slice(1);
    if (!this.hasBucket(bucket)) return reply(404, error("NoSuchBucket"));
    if (key === "") return reply(200, this.list(bucket, url.searchParams.get("prefix") ?? ""));
    const name = `${bucket}/${key}`;
    const there = this.objects.get(name);
    switch (request.method) {
      case "PUT":
        if (request.headers["if-none-match"] === "*" && there) return reply(412, error("PreconditionFailed"));
        if (this.refuses(name)) return reply(403, error("AccessDenied"));
        this.objects.set(name, isChunked(request) ? unchunked(body) : body);
        return reply(200);
      case "DELETE":
        this.objects.delete(name);
        return reply(204);
      default:
        return there ? reply(200, there) : reply(404, error("NoSuchKey"));
    }
  }

  private list(bucket: string, prefix: string): string {
    const keys = [...this.objects.keys()].filter((name) => name.startsWith(`${bucket}/${prefix}`));
    const contents = keys.map((name) => `<Contents><Key>${name.slice(bucket.length + 1)}</Key></Contents>`);
    return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`;
  }
}

const IDENTITY =
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/tiny</Arn>" +
  "<UserId>tiny</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

function error(code: string): string {
  return `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}

function isChunked(request: http.IncomingMessage): boolean {
  return String(request.headers["content-encoding"] ?? "").includes("aws-chunked");
}

/** `<size in hex>[;…]\r\n<bytes>\r\n` again and again, the last of size 0. */
function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.subarray(at, end).toString(), 16);
    if (!size) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
