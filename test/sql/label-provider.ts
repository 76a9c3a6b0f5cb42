/**
 * Azure's label provider `pgaadauth`, stood in for: PostgreSQL takes security labels of providers alone, which are libraries in the server,
 * and this one is Azure's own. A proxy before a real server lets everything through as it comes, but `SECURITY LABEL FOR pgaadauth ON ROLE …`,
 * which it hands to a procedure that is as strict as Azure's provider is told to be, and writes what the server itself would: a row of
 * pg_shseclabel, in the same transaction. Reading labels, rights and everything else is the server's own.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { PostgresServer } from "../helpers/postgres-server";

const STATEMENT = /^SECURITY LABEL FOR pgaadauth ON ROLE ("(?:[^"]|"")+"|[a-z_][a-z0-9_]*) IS ('(?:[^']|'')*');?\s*$/;

/** Only one who may administer the role, and only what learn.microsoft.com says a label is. */
const PROCEDURE = `
SET allow_system_table_mods = on;
CREATE OR REPLACE PROCEDURE pg_catalog.label_role(name text, value text) SECURITY DEFINER LANGUAGE plpgsql AS $$
BEGIN
  IF value !~ '^aadauth,oid=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12},type=(user|group|service)(,admin)?$' THEN
    RAISE EXCEPTION 'invalid label %', value;
  END IF;
  IF current_setting('server_version_num')::int >= 160000 AND NOT pg_has_role(session_user, name, 'MEMBER WITH ADMIN OPTION') THEN
    RAISE EXCEPTION 'permission denied: % may not administer %', session_user, name USING ERRCODE = '42501';
  END IF;
  DELETE FROM pg_shseclabel WHERE objoid = name::regrole AND provider = 'pgaadauth';
  INSERT INTO pg_shseclabel VALUES (name::regrole, 'pg_authid'::regclass, 'pgaadauth', value);
END $$;`;

export class LabelProvider {
  private readonly sockets = new Set<Socket>();
  private readonly proxy: Server;

  private constructor(private readonly behind: PostgresServer) {
    this.proxy = createServer((client) => this.serve(client));
  }

  public static async before(server: PostgresServer): Promise<LabelProvider> {
    const provider = new LabelProvider(server);
    await new Promise<void>((listening) => provider.proxy.listen(0, "127.0.0.1", listening));
    return provider;
  }

  public get port(): number {
    return (this.proxy.address() as AddressInfo).port;
  }

  public async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.proxy.close(closed));
  }

  /** Role and label of every role that has one. */
  public labels(): string {
    return this.behind.superuser(
      "SELECT objoid::regrole, label FROM pg_shseclabel WHERE provider = 'pgaadauth' ORDER BY 1::text",
    );
  }

  private serve(client: Socket): void {
    const server = connect(this.behind.port, "127.0.0.1");
    let waiting = Buffer.alloc(0);
    let isStarted = false;
    client.on("data", (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (;;) {
        // The first message has no letter before its length; neither is longer than what has come.
        const at = isStarted ? 1 : 0;
        const length = waiting.length >= at + 4 ? at + waiting.readUInt32BE(at) : Infinity;
        if (waiting.length < length) return;
        const message = waiting.subarray(0, length);
        waiting = waiting.subarray(length);
        if (isStarted) server.write(rewritten(message));
        else {
          this.prepare(message);
          server.write(message);
          isStarted = true;
        }
      }
    });
    server.on("data", (chunk) => client.write(chunk));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on("close", () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.on("error", () => other.destroy());
    }
  }

  /** Pairs of names and values, each ended by a zero byte, after length and version. */
  private prepare(startup: Buffer): void {
    const words = startup.subarray(8).toString("utf8").split("\0");
    this.behind.superuser(PROCEDURE, words[words.indexOf("database") + 1]);
  }
}

/** A simple query of that statement alone becomes a call. */
function rewritten(message: Buffer): Buffer {
  const [, role, label] = (message[0] === 0x51 && STATEMENT.exec(message.subarray(5, -1).toString("utf8"))) || [];
  if (role === undefined || label === undefined) return message;
  const name = role.startsWith('"') ? role.slice(1, -1).replaceAll('""', '"') : role;
  const text = Buffer.from(`CALL pg_catalog.label_role('${name.replaceAll("'", "''")}', ${label})\0`);
  const head = Buffer.alloc(5);
  head[0] = 0x51;
  head.writeUInt32BE(text.length + 4, 1);
  return Buffer.concat([head, text]);
}
