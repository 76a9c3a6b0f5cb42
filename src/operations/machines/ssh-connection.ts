/** One connection by SSH to a machine whose key is known, directly, through a bastion, or through a proxy. */
import * as fs from "node:fs";
import * as net from "node:net";
import type { Client, ConnectConfig, ServerHostKeyAlgorithm } from "ssh2";
import type { Machine, SshPlace } from "../../model/machine";
import type { SshDetour } from "./ssh-variable";

/** The most that is kept of what a command says. */
const MOST_OUTPUT = 1024 * 1024;

export interface CommandOutcome {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why nobody is reached. */
export type SshReason = "no-answer" | "another-key" | "not-let-in" | "key-file";

export class SshFailure extends Error {
  constructor(
    public readonly reason: SshReason,
    message: string,
    /** Who it is about: the machine, or the bastion before it. */
    public readonly place: SshPlace,
  ) {
    super(message);
  }
}

export class SshConnection {
  private constructor(private readonly clients: readonly Client[]) {}

  /** @throws SshFailure saying, in one sentence, why nobody is reached */
  static async open(machine: Machine, detour: SshDetour = {}): Promise<SshConnection> {
    const clients: Client[] = [];
    const patience = machine.connectTimeout * 1000;
    const through = detour.proxy ? undefined : machine.bastion;
    try {
      let stream: Stream | undefined;
      if (detour.proxy) stream = await throughProxy(detour.proxy, machine, patience);
      if (through) {
        const bastion = await connect(through, patience, "the bastion", detour);
        clients.push(bastion);
        stream = await forward(bastion, machine);
      }
      clients.push(await connect(machine, patience, "the host", detour, stream));
      return new SshConnection(clients);
    } catch (error) {
      for (const client of clients) client.end();
      throw error;
    }
  }

  /** @throws Error where the connection breaks, or the time is up */
  run(command: string, seconds: number): Promise<CommandOutcome> {
    return new Promise((resolve, reject) => {
      const client = this.clients.at(-1) as Client;
      const broken = (): void => end(() => reject(new Error("The connection broke off.")));
      const timer = setTimeout(
        () => end(() => reject(new Error(`It did not end within ${seconds} s.`))),
        seconds * 1000,
      );
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        client.off("close", broken);
        settle();
      };
      client.once("close", broken);
      client.exec(command, (error, channel) => {
        if (error) return end(() => reject(error));
        const said = { stdout: "", stderr: "" };
        const keep = (which: "stdout" | "stderr") => (chunk: Buffer) => {
          if (said[which].length < MOST_OUTPUT) said[which] += chunk.toString();
        };
        channel.on("data", keep("stdout"));
        channel.stderr.on("data", keep("stderr"));
        channel.on("close", (code: number | null) => end(() => resolve({ ...said, code: code ?? undefined })));
      });
    });
  }

  close(): void {
    for (const client of [...this.clients].reverse()) client.end();
  }
}

type Stream = NonNullable<ConnectConfig["sock"]>;

function connect(place: SshPlace, patience: number, who: string, detour: SshDetour, sock?: Stream): Promise<Client> {
  const ssh = require("ssh2") as typeof import("ssh2");
  const hostKey = detour.hostKey ?? place.hostKey;
  const keyFile = detour.keyFile ?? place.keyFile;
  let privateKey: Buffer;
  try {
    privateKey = fs.readFileSync(keyFile);
  } catch {
    return Promise.reject(new SshFailure("key-file", `The key file ${keyFile} cannot be read.`, place));
  }
  return new Promise((resolve, reject) => {
    const client = new ssh.Client();
    let isAnother = false;
    const fail = (error: Error & { readonly level?: string }): void => {
      client.destroy();
      const whose = `${who} at ${place.address}:${place.port}`;
      if (isAnother) {
        return reject(
          new SshFailure("another-key", `Who answers for ${whose} shows another key than the file's.`, place),
        );
      }
      if (error.level === "client-authentication") {
        return reject(new SshFailure("not-let-in", `${place.user} is not let in by ${whose} with ${keyFile}.`, place));
      }
      reject(new SshFailure("no-answer", `Nobody answers for ${whose}: ${error.message}.`, place));
    };
    client.once("ready", () => {
      client.off("error", fail);
      // Each check is a few small messages, of which none should wait for the next.
      client.setNoDelay(true);
      // Whoever waits for an answer sees the connection close.
      client.on("error", () => undefined);
      resolve(client);
    });
    client.once("error", fail);
    try {
      client.connect({
        ...(sock ? { sock } : { host: place.address, port: place.port }),
        username: place.user,
        privateKey,
        readyTimeout: patience,
        ...(hostKey === undefined ? {} : { algorithms: { serverHostKey: algorithmsOf(hostKey) } }),
        hostVerifier: (shown: Buffer): boolean => {
          isAnother = hostKey !== undefined && !shown.equals(Buffer.from(hostKey.split(" ")[1] ?? "", "base64"));
          return !isAnother;
        },
      });
    } catch (error) {
      // A key that cannot be read is told before anybody is asked.
      reject(
        new SshFailure("key-file", `The key file ${keyFile} is no private key: ${(error as Error).message}.`, place),
      );
    }
  });
}

/** A server has several keys: that is asked for which is known. RSA signs by newer ways than its key is named after (RFC 8332). */
function algorithmsOf(hostKey: string): ServerHostKeyAlgorithm[] {
  const [type = ""] = hostKey.split(" ");
  return type === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256"] : [type as ServerHostKeyAlgorithm];
}

function forward(bastion: Client, place: SshPlace): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const { address, port } = place;
    bastion.forwardOut("127.0.0.1", 0, address, port, (error, channel) => {
      if (error)
        reject(new SshFailure("no-answer", `The bastion does not reach ${address}:${port}: ${error.message}.`, place));
      else resolve(channel);
    });
  });
}

/** As Terraform asks: CONNECT (RFC 9110, 9.3.6). */
function throughProxy(proxy: { readonly host: string; readonly port: number }, place: SshPlace, patience: number) {
  return new Promise<Stream>((resolve, reject) => {
    const authority = `${place.address}:${place.port}`;
    const socket = net.connect({ ...proxy, noDelay: true });
    let head = "";
    const fail = (reason: string): void => {
      socket.destroy();
      reject(new SshFailure("no-answer", `Nobody answers for the host at ${authority}: ${reason}.`, place));
    };
    socket.setTimeout(patience, () => fail(`no answer within ${patience / 1000} s`));
    socket.once("error", (error) => fail(error.message));
    socket.once("connect", () => socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`));
    const read = (chunk: Buffer): void => {
      head += chunk.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      socket.off("data", read);
      const [, status = ""] = /^HTTP\/1\.[01] (\d{3})/.exec(head) ?? [];
      if (status !== "200") return fail(`the proxy says ${status || "nothing that it should"}`);
      socket.setTimeout(0);
      socket.removeAllListeners("error");
      resolve(socket);
    };
    socket.on("data", read);
  });
}
