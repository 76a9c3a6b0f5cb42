/** Kubeconfigs, read and written, and the API server that they lead to. */
import * as fs from "node:fs";
import * as https from "node:https";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import type { ApiAnswer } from "./objects";

interface Parts {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
  readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
}

export interface Kubeconfig {
  readonly server: string;
  readonly authority: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly token?: string;
}

export function readKubeconfig(file: string): Kubeconfig {
  const folder = path.dirname(file);
  const { clusters, users } = parse(fs.readFileSync(file, "utf8")) as Parts;
  const cluster = clusters[0]?.cluster ?? {};
  const user = users[0]?.user ?? {};
  const text = (data: string | undefined, name: string | undefined): string | undefined =>
    data !== undefined
      ? Buffer.from(data, "base64").toString("utf8")
      : name === undefined
        ? undefined
        : fs.readFileSync(path.resolve(folder, name), "utf8");
  return {
    server: cluster["server"] ?? "",
    authority: text(cluster["certificate-authority-data"], cluster["certificate-authority"]) ?? "",
    certificate: text(user["client-certificate-data"], user["client-certificate"]),
    key: text(user["client-key-data"], user["client-key"]),
    token: user["token"],
  };
}

export function kubeconfigText({ server, authority, certificate, key, token }: Kubeconfig): string {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "cluster", cluster: { "certificate-authority-data": base64(authority), server } }],
      users: [
        {
          name: "user",
          user:
            token === undefined
              ? { "client-certificate-data": base64(certificate ?? ""), "client-key-data": base64(key ?? "") }
              : { token },
        },
      ],
      contexts: [{ name: "context", context: { cluster: "cluster", user: "user" } }],
      "current-context": "context",
    },
    { lineWidth: 0 },
  );
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly timeout?: number;
}

/** @throws Error where nobody answers, or not by that authority */
export function call(config: Kubeconfig, { method, path: at, body, timeout = 10_000 }: Call): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      `${config.server}${at}`,
      {
        method,
        ca: config.authority,
        cert: config.certificate,
        key: config.key,
        agent: false,
        timeout,
        headers: config.token === undefined ? {} : { authorization: `Bearer ${config.token}` },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown });
        });
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.on("timeout", () => request.destroy(new Error("i/o timeout")));
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
