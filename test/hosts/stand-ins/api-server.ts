/** The API server of a control plane: who asks is known by certificate or token; what is asked is the fake cluster's to answer. */
import * as fs from "node:fs";
import * as https from "node:https";
import * as path from "node:path";
import type { TLSSocket } from "node:tls";
import { createPublicKey } from "node:crypto";
import { ask } from "./ask";
import type { ApiAnswer, Identity } from "./objects";
import { sign } from "./pki";
import { CLUSTER_SOCKET, ENCRYPTION, PKI } from "./places";
import type { MemberId } from "./questions";

const SIGNING = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

export class ApiServer {
  private readonly server: https.Server;
  /** Read when it starts, and never again. */
  private readonly keys: readonly string[];

  constructor(
    private readonly member: () => MemberId | undefined,
    private readonly version: string,
    address: string,
  ) {
    const file = (name: string): string => fs.readFileSync(path.join(PKI, name), "utf8");
    const encryption = fs.existsSync(ENCRYPTION) ? fs.readFileSync(ENCRYPTION, "utf8") : "";
    this.keys = [...encryption.matchAll(/- name: "?(\w+)/g)].map(([, name = ""]) => name);
    this.server = https.createServer(
      {
        cert: file("apiserver.crt"),
        key: file("apiserver.key"),
        ca: file("ca.crt"),
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request, response) => {
        const parts: Buffer[] = [];
        request.on("data", (part: Buffer) => parts.push(part));
        request.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          this.answer(request.socket as TLSSocket, request.headers.authorization, {
            method: request.method ?? "GET",
            path: request.url ?? "/",
            body: text === "" ? undefined : (JSON.parse(text) as unknown),
          }).then(
            ({ status, body }) => response.writeHead(status).end(JSON.stringify(body)),
            () => response.writeHead(500).end('{"message":"the fake cluster is gone"}'),
          );
        });
      },
    );
    this.server.on("error", () => undefined);
    void address;
    this.server.listen(6443);
  }

  public close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(
    socket: TLSSocket,
    authorization: string | undefined,
    asked: { readonly method: string; readonly path: string; readonly body?: unknown },
  ): Promise<ApiAnswer> {
    const identity = await this.identify(socket, authorization);
    if (asked.path === SIGNING && asked.method === "POST") return this.signed(identity, asked);
    const { api, error } = await this.ask({ ...asked, identity });
    return api ?? { status: 500, body: { message: error } };
  }

  private ask(request: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly identity: Identity;
  }) {
    const { keys } = this;
    return ask(CLUSTER_SOCKET, {
      ask: "api",
      member: this.member(),
      request: { ...request, keys },
      version: this.version,
    });
  }

  /** As the controller manager does, which has the authority's key. */
  private async signed(
    identity: Identity,
    asked: { readonly method: string; readonly path: string; readonly body?: unknown },
  ): Promise<ApiAnswer> {
    const body = asked.body as {
      readonly metadata: { readonly name: string };
      readonly node: string;
      readonly publicKey: string;
    };
    const { api } = await this.ask({ ...asked, identity });
    if (api?.status !== 201) return api ?? { status: 500, body: { message: "etcd does not run here" } };
    const certificate = sign(
      path.join(PKI, "ca"),
      { user: `system:node:${body.node}`, groups: ["system:nodes"], uses: ["client_auth"] },
      createPublicKey(body.publicKey),
    );
    return { status: 201, body: { certificate } };
  }

  private async identify(socket: TLSSocket, authorization: string | undefined): Promise<Identity> {
    const token = /^Bearer (([a-z0-9]{6})\.([a-z0-9]{16}))$/.exec(authorization ?? "");
    if (token) {
      const administrator: Identity = { user: "admin", groups: ["system:masters"] };
      const { api } = await this.ask({
        method: "GET",
        path: `/api/v1/namespaces/kube-system/secrets/bootstrap-token-${token[2]}`,
        identity: administrator,
      });
      const data = (api?.body as { readonly data?: Readonly<Record<string, string>> } | undefined)?.data ?? {};
      const value = (name: string): string => Buffer.from(data[name] ?? "", "base64").toString("utf8");
      if (api?.status === 200 && value("token-secret") === token[3] && Date.parse(value("expiration")) > Date.now()) {
        return { user: `system:bootstrap:${token[2]}`, groups: ["system:bootstrappers", value("auth-extra-groups")] };
      }
      return { user: "", groups: [] };
    }
    if (!socket.authorized) return { user: "", groups: [] };
    const { subject } = socket.getPeerCertificate();
    const groups = subject.O as unknown as string | readonly string[] | undefined;
    return { user: String(subject.CN), groups: [groups ?? []].flat() };
  }
}
