/** A simulated host: a real SSH server before files that live in the world, whose scripts a shell of the simulation runs. */
import type { Connection, ParsedKey, Server, ServerChannel } from "ssh2";
import type { Socket } from "node:net";
import { reasonOf } from "../../regular-file";
import type { Faults } from "../faults";
import { isObject, type ValueObject } from "../protocol/value";
import type { World, WorldObject } from "../world/world";
import { isDown } from "./down";
import { HostFiles } from "./host-files";
import { ScpSink } from "./scp-sink";
import { runScript } from "./script";
import type { HostShell, HostView } from "./shell";
import { words } from "./words";

/** The type of hosts in the world; they are in the realm of the same name, by `<address>:<port>`. */
export const HOST_TYPE = "host";

export interface SimulatedHostOptions {
  readonly world: World;
  readonly shell: HostShell;
  readonly faults: Faults;
  /** Private, in OpenSSH's form. */
  readonly hostKey: string;
  /** Public: whoever has the other half comes in, by the user that the world's object names. */
  readonly userKey: ParsedKey;
}

export class SimulatedHost implements HostView {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly world: World;
  files: HostFiles;
  state: ValueObject;
  /** As the world last had it: what changed there since is taken over. */
  private seen: ValueObject;
  private readonly server: Server;

  constructor(
    private readonly object: WorldObject,
    private readonly options: SimulatedHostOptions,
  ) {
    const { name, address, port, files, state } = object.attributes;
    this.seen = object.attributes;
    this.name = String(name);
    this.address = String(address);
    this.port = Number(port);
    this.files = HostFiles.restore(files);
    this.state = isObject(state) ? state : {};
    this.world = options.world;
    const ssh = require("ssh2") as typeof import("ssh2");
    this.server = new ssh.Server({ hostKeys: [options.hostKey] }, (client) => this.serve(client));
  }

  /** Whether it is switched on, and no fault is ordered for who connects: `type` is `host`, `operation` `read`. */
  async isReached(): Promise<boolean> {
    const object = this.world.get(HOST_TYPE, this.object.id, this.object.realm);
    if (object && isDown(object)) return false;
    const struck = await this.options.faults.inject({
      type: HOST_TYPE,
      operation: "read",
      id: this.object.id,
      attributes: { name: this.name },
    });
    return struck.length === 0;
  }

  /** Speaks SSH on a connection that somebody else accepted. */
  accept(socket: Socket): void {
    this.server.injectSocket(socket);
  }

  private serve(client: Connection): void {
    // A client that goes away in the middle of a command: what it asked for is done, and nobody is told.
    client.on("error", () => undefined);
    client.on("authentication", (attempt) => {
      this.refresh();
      const { userKey } = this.options;
      const isKnown =
        attempt.method === "publickey" &&
        attempt.username === String(this.seen["user"]) &&
        attempt.key.data.equals(userKey.getPublicSSH()) &&
        (attempt.signature === undefined ||
          (attempt.blob !== undefined && userKey.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true));
      if (isKnown) attempt.accept();
      else attempt.reject(["publickey"]);
    });
    client.on("session", (accept) => {
      const session = accept();
      session.on("pty", (acceptPty) => acceptPty?.());
      session.on("exec", (acceptExec, _reject, { command }) => void this.exec(command, acceptExec()));
    });
  }

  private async exec(command: string, channel: ServerChannel): Promise<void> {
    const finish = (code: number): void => {
      this.keep();
      channel.exit(code);
      channel.end();
    };
    this.refresh();
    try {
      const all = words(command);
      const [program, ...rest] = all;
      if (program === "scp" && /^-\w*t\w*$/.test(rest[0] ?? "")) return this.sink(rest.at(-1) ?? "", channel, finish);
      const { stdout, stderr, code } = await this.runCommand(command, all);
      if (stdout) channel.write(stdout);
      if (stderr) channel.stderr.write(stderr);
      finish(code);
    } catch (error) {
      channel.stderr.write(`${reasonOf(error)}\n`);
      finish(255);
    }
  }

  private sink(target: string, channel: ServerChannel, finish: (code: number) => void): void {
    const sink = new ScpSink(this.files, target, (bytes) => channel.write(bytes));
    if (!sink.open()) {
      channel.stderr.write(`scp: ${target}: No such file or directory\n`);
      return finish(1);
    }
    channel.on("data", (chunk: Buffer) => sink.receive(chunk));
    channel.on("end", () => finish(0));
  }

  /** The name of a script that was copied here, or a command of its own. */
  private runCommand(command: string, [first = ""]: readonly string[]) {
    const script = this.files.get(first);
    return runScript(script ? script.content.toString() : command, this, this.shell, first);
  }

  /** Faults strike a command before the shell sees it: `type` is `host`, `name` the host's, or its name and the command. */
  private readonly shell: HostShell = {
    run: async (command) => {
      const struck = await this.options.faults.inject({
        type: HOST_TYPE,
        operation: "update",
        id: this.object.id,
        attributes: { name: this.name, identifier: [`${this.name}:`, ...command].join(" ") },
      });
      const [fault] = struck;
      if (!fault) {
        const ran = this.options.shell.run(command, this);
        // At once: what runs on another host looks at this one before the script has come to its end.
        if (!(ran instanceof Promise)) this.keep();
        return ran;
      }
      const why = [fault.summary, fault.detail].filter(Boolean).join("\n");
      return this.options.shell.fail?.(command, this, why) ?? { stderr: `${why}\n`, code: 1 };
    },
  };

  /** Whoever changes a host by hand, changes it in the world. */
  private refresh(): void {
    const { attributes } = this.world.get(HOST_TYPE, this.object.id, this.object.realm) ?? this.object;
    if (attributes === this.seen) return;
    this.seen = attributes;
    this.files = HostFiles.restore(attributes["files"]);
    this.state = isObject(attributes["state"]) ? attributes["state"] : {};
  }

  private keep(): void {
    const before = this.world.get(HOST_TYPE, this.object.id, this.object.realm)?.attributes ?? this.object.attributes;
    const attributes = { ...before, files: this.files.stored(), state: this.state };
    if (JSON.stringify(before) === JSON.stringify(attributes)) return;
    this.world.put({ ...this.object, attributes });
    this.seen = this.world.get(HOST_TYPE, this.object.id, this.object.realm)?.attributes ?? attributes;
  }
}
