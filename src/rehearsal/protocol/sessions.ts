/** One session per connection: every Terraform process, and every instance of the provider in it, has its own. */
import type { Socket } from "node:net";
import type { Session } from "./handlers";

interface Entry {
  readonly session: Session;
  readonly stop: AbortController;
}

/**
 * Sessions by the address of the other end, made when a connection opens and forgotten when it closes: a later
 * connection from the same port must not find the earlier one's configuration.
 */
export class Sessions {
  private readonly entries = new Map<string, Entry>();
  private readonly sockets = new Set<Socket>();
  private opened = 0;

  /** @param provider short name, the first part of every session's id */
  constructor(private readonly provider: string) {}

  /** Follows a connection from now until it closes. */
  public open(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    const stop = new AbortController();
    const entry: Entry = { session: { id: this.nextId(), signal: stop.signal }, stop };
    this.entries.set(peer, entry);
    this.sockets.add(socket);
    socket.once("close", () => {
      stop.abort();
      this.sockets.delete(socket);
      if (this.entries.get(peer) === entry) this.entries.delete(peer);
    });
  }

  /** The session of a call's peer. A peer whose connection is gone already gets a new one of its own. */
  public of(peer: string): Session {
    return this.entries.get(peer)?.session ?? { id: this.nextId() };
  }

  /** Terraform asks the provider instance to give up what it is doing. */
  public stop(peer: string): void {
    this.entries.get(peer)?.stop.abort();
  }

  /** How many connections are open. */
  public get size(): number {
    return this.entries.size;
  }

  private nextId(): string {
    return `${this.provider}-${++this.opened}`;
  }

  /** Cuts every connection. */
  public closeAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
