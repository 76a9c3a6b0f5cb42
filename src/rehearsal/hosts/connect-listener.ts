/**
 * One listener for every host: an HTTP proxy that knows the method CONNECT alone, so that Terraform finds the hosts by the addresses of
 * the environment file (`proxy_scheme`, `proxy_host`, `proxy_port` of a connection).
 */
import * as net from "node:net";

/** Longer than any request for a tunnel (RFC 9110, 9.3.6) that Terraform makes. */
const HEAD_LIMIT = 8192;
const END = "\r\n\r\n";

export interface ConnectListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Who takes over the connections to `<address>:<port>`; undefined if nobody is there. */
export type Directory = (authority: string) => Promise<((socket: net.Socket) => void) | undefined>;

/** @param wanted The port, if it is free; else any. */
export async function listenForConnect(directory: Directory, wanted = 0): Promise<ConnectListener> {
  const sockets = new Set<net.Socket>();
  // Without noDelay every message of SSH waits for a delayed acknowledgement, 40 ms each.
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    readHead(socket, (authority) => void answer(socket, authority, directory));
  });
  await listen(server, wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    return listen(server, 0);
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function listen(server: net.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function readHead(socket: net.Socket, done: (authority: string | undefined) => void): void {
  let head = "";
  const read = (chunk: Buffer): void => {
    head += chunk.toString("latin1");
    if (!head.includes(END) && head.length <= HEAD_LIMIT) return;
    socket.off("data", read);
    socket.pause();
    done(/^CONNECT (\S+) HTTP\/1\.[01]\r\n/.exec(head)?.[1]);
  };
  socket.on("data", read);
}

async function answer(socket: net.Socket, authority: string | undefined, directory: Directory): Promise<void> {
  if (authority === undefined) return void socket.end(`HTTP/1.1 400 Bad Request${END}`);
  // A host that cannot be read is one that does not answer.
  const accept = await directory(authority).catch(() => undefined);
  if (!accept) return void socket.end(`HTTP/1.1 504 Gateway Timeout${END}`);
  socket.write(`HTTP/1.1 200 OK${END}`);
  // Terraform reads the answer through a buffer of its own and loses what follows in the same packet: the host speaks only after
  // its client has spoken.
  socket.once("data", (first: Buffer) => {
    socket.pause();
    socket.unshift(first);
    accept(socket);
  });
  socket.resume();
}
