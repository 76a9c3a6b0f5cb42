/** Real SSH servers that answer commands by a function. */
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { type Connection, Server, utils } from "ssh2";
import type { SshPlace } from "../../src/model/machine";
import { sshKey } from "./ssh-keys";

export interface SshServer extends SshPlace {
  readonly commands: string[];
  close(): void;
}

type Answer = (command: string) => { code?: number; stdout?: string } | undefined;

/** They take the key that is written into the folder, and are all closed at once. */
export class SshServers {
  public readonly keyFile: string;
  private readonly pair = sshKey();
  private readonly open: { close(): void }[] = [];

  constructor(folder: string) {
    this.keyFile = path.join(folder, "key");
    fs.writeFileSync(this.keyFile, this.pair.private, { mode: 0o600 });
  }

  public close(): void {
    for (const one of this.open) one.close();
  }

  /** Answers each command by a function, and leads on whoever asks for another address. */
  public async serve(answer: Answer): Promise<SshServer> {
    const hostKey = sshKey();
    // A server has keys of several kinds, and shows the one that is asked for.
    const other = sshKey("ecdsa");
    const known = utils.parseKey(this.pair.public);
    if (known instanceof Error) throw known;
    const commands: string[] = [];
    const clients = new Set<Connection>();
    const server = new Server({ hostKeys: [other.private, hostKey.private] }, (client) => {
      clients.add(client);
      client.on("close", () => clients.delete(client));
      client.on("error", () => undefined);
      client.on("authentication", (attempt) =>
        attempt.method === "publickey" && attempt.key.data.equals(known.getPublicSSH())
          ? attempt.accept()
          : attempt.reject(["publickey"]),
      );
      client.on("session", (accept) =>
        accept().on("exec", (acceptExec, _reject, { command }) => {
          commands.push(command);
          const channel = acceptExec();
          const answered = answer(command);
          if (!answered) return void client.end();
          channel.write(answered.stdout ?? "");
          channel.exit(answered.code ?? 0);
          channel.end();
        }),
      );
      client.on("tcpip", (accept, _reject, { destIP, destPort }) => {
        commands.push(`to ${destIP}:${destPort}`);
        const channel = accept();
        const socket = net.connect(destPort, destIP);
        socket.on("error", () => channel.end());
        channel.on("error", () => undefined);
        channel.pipe(socket).pipe(channel);
      });
    });
    // Without noDelay every message of SSH waits for a delayed acknowledgement, 40 ms each.
    const listener = net.createServer({ noDelay: true }, (socket) => void server.injectSocket(socket));
    const close = (): void => {
      for (const client of clients) client.end();
      listener.close();
    };
    this.open.push({ close });
    const port = await new Promise<number>((resolve) =>
      listener.listen(0, "127.0.0.1", () => resolve((listener.address() as net.AddressInfo).port)),
    );
    return {
      address: "127.0.0.1",
      port,
      user: "ops",
      keyFile: this.keyFile,
      hostKey: hostKey.public,
      commands,
      close,
    };
  }
}
