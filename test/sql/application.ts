/** An application that works with its database without a pause, and notes whatever fails. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { Client } from "pg";
import type { PostgresServer } from "../helpers/postgres-server";
import type { Register } from "../helpers/scope";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Nothing that it asks for takes as long: an answer that never comes is a failure, too. Milliseconds. */
const ANSWER_WITHIN = 60_000;
/** One that has failed so often does nothing else any more. */
const MAX_FAILURES = 100;

export class Application {
  /** Starts one that the scope stops. */
  public static start(
    own: Register,
    server: Pick<PostgresServer, "port">,
    database: string,
    secret: () => Credentials,
  ): Application {
    return own(new Application(server, database, secret), (application) => application.stop());
  }

  public readonly failures: string[] = [];
  private rounds = 0;
  private stopped = false;
  private waiting: (() => void)[] = [];
  private readonly loop: Promise<void>;
  private kept: Promise<Client> | undefined;
  private keptFor = "";

  /** `secret` is read anew for every connection. */
  private constructor(
    private readonly server: Pick<PostgresServer, "port">,
    private readonly database: string,
    private readonly secret: () => Credentials,
  ) {
    this.loop = this.run();
  }

  /** Until it has gone through all of its work twice more: at least once from beginning to end. */
  public async works(): Promise<void> {
    const wanted = this.rounds + 2;
    while (this.rounds < wanted) {
      if (this.stopped)
        throw new Error(`The application does not work any more: ${this.failures.slice(-3).join("; ")}`);
      await new Promise<void>((next) => this.waiting.push(next));
    }
  }

  public async stop(): Promise<void> {
    this.stopped = true;
    await this.loop;
    await (await this.kept?.catch(() => undefined))?.end().catch(() => undefined);
    this.kept = undefined;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.round();
      } catch (error) {
        this.failures.push(`${this.secret().username}: ${error instanceof Error ? error.message : String(error)}`);
        if (this.failures.length >= MAX_FAILURES) this.stopped = true;
      }
      this.rounds += 1;
      this.waiting.splice(0).forEach((next) => next());
      // What fails without waiting for anything would let nothing else in this process have its turn.
      await nextTurn();
    }
  }

  /** A connection of its own, which makes, changes and drops; and one that is kept for all rounds. */
  private async round(): Promise<void> {
    const fresh = await this.connect();
    try {
      const table = `of_round_${this.secret().username}_${this.rounds}`;
      await fresh.query("CREATE TABLE IF NOT EXISTS things (id bigserial PRIMARY KEY, who text)");
      await fresh.query("INSERT INTO things (who) VALUES (session_user)");
      await fresh.query(`CREATE TABLE ${table} (id int)`);
      // As a pool does between two users of a connection.
      await fresh.query("DISCARD ALL");
      await fresh.query(`ALTER TABLE ${table} ADD COLUMN more int`);
      await fresh.query(`DROP TABLE ${table}`);
    } finally {
      await fresh.end();
    }
    await this.pooled().then((client) => client.query("SELECT count(*) FROM things"));
  }

  /** Kept for as long as the credentials are the same; a pod that is told others is a new one. */
  private async pooled(): Promise<Client> {
    const { username } = this.secret();
    if (this.keptFor !== username) {
      await (await this.kept)?.end();
      this.kept = this.connect();
      this.keptFor = username;
    }
    return this.kept ?? this.connect();
  }

  private async connect(): Promise<Client> {
    const { username, password } = this.secret();
    const client = new Client({
      host: "127.0.0.1",
      port: this.server.port,
      user: username,
      password,
      database: this.database,
      connectionTimeoutMillis: ANSWER_WITHIN,
      query_timeout: ANSWER_WITHIN,
    });
    client.on("error", ({ message }) => this.failures.push(message));
    await client.connect();
    return client;
  }
}
