/** Asks an HTTP proxy for a way to a host, as Terraform and the clouds' SDKs do (CONNECT, RFC 9110, 9.3.6). */
import * as net from "node:net";
import * as tls from "node:tls";

/** @returns what is wrong, or undefined; never the proxy's own credentials */
export function hostThrough(proxy: URL, host: string, patience: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const where = { host: proxy.hostname, port: Number(proxy.port || (proxy.protocol === "https:" ? 443 : 80)) };
    const socket =
      proxy.protocol === "https:" ? tls.connect({ ...where, servername: proxy.hostname }) : net.connect(where);
    let answer = "";
    const end = (problem?: string): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(patience, () => end(`no answer within ${patience / 1000} s`));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.once("close", () => end("it closed the connection"));
    socket.once(proxy.protocol === "https:" ? "secureConnect" : "connect", () => {
      const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
      const login = proxy.username ? `Proxy-Authorization: Basic ${Buffer.from(user).toString("base64")}\r\n` : "";
      socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n${login}\r\n`);
    });
    socket.on("data", (data: Buffer) => {
      answer += data.toString("latin1");
      const [, status, reason = ""] = /^HTTP\/1\.[01] (\d{3})([^\r\n]*)\r?\n/.exec(answer) ?? [];
      if (status !== undefined) end(status.startsWith("2") ? undefined : `${status}${reason}`);
    });
  });
}
