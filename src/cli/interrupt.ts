/**
 * Ctrl-C (or SIGTERM, from a CI runner or a container): told on once, so that what runs can end soundly. The second says what the
 * third would lose; the third kills. Terraform is in a session of its own: the terminal's Ctrl-C does not reach it, and it is not
 * interrupted twice (a second SIGINT makes it give up without writing its state).
 * When the terminal goes away (SIGHUP), nobody asked Terraform to stop: what it has begun goes on to its end.
 */
import { JangadaError } from "../errors";
import { Hangup } from "../operations/stop-request";

export interface Interruption {
  /** Aborts at the first Ctrl-C or SIGTERM; with a `Hangup` as its reason, when the terminal goes away. */
  readonly signal: AbortSignal;
  /** Aborts at the third. */
  readonly kill: AbortSignal;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const HANGUP =
  "\nThe terminal is gone. What Terraform has begun goes on to its end; nothing new is begun. Run the same command again to go on.\n";

export interface InterruptOptions {
  /** What is in the middle of being created, changed or destroyed. @default nothing is known of it */
  readonly inFlight?: () => readonly string[];
  /** @default standard error */
  readonly write?: (text: string) => void;
}

/** @throws JangadaError INTERRUPTED for whatever went wrong after the interruption */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal, kill: AbortSignal) => Promise<T>,
  options: InterruptOptions = {},
): Promise<T> {
  const write = options.write ?? ((text: string) => void process.stderr.write(text));
  const [stop, kill] = [new AbortController(), new AbortController()];
  const hangup = new Hangup();
  let times = 0;
  const interrupt = (): void => {
    times += 1;
    write(interruptMessage(times, options.inFlight?.() ?? []));
    if (times === 1) {
      hangup.forward.abort();
      stop.abort();
    }
    if (times === 3) kill.abort();
  };
  const hangUp = (): void => {
    if (stop.signal.aborted) return;
    write(HANGUP);
    stop.abort(hangup);
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  process.on("SIGHUP", hangUp);
  try {
    return await work(stop.signal, kill.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new JangadaError({ code: "INTERRUPTED", message: "Interrupted before the end." }, { cause: error });
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
    process.off("SIGHUP", hangUp);
  }
}

function interruptMessage(times: number, inFlight: readonly string[]): string {
  if (times === 1) {
    return "\nStopping. Terraform was told once: it ends what it has begun and writes its state. Nothing new is begun.\n";
  }
  if (times === 2) {
    const lost =
      inFlight.length > 0
        ? `these would exist, half made, in no state, and would have to be found and removed by hand:\n${inFlight.map((line) => `  ${line}\n`).join("")}`
        : "what Terraform has done since it last wrote its state would be in no state.\n";
    return `\nStill waiting for Terraform to end. A third Ctrl-C kills it: the state stays locked, and ${lost}`;
  }
  return times === 3 ? "\nKilled.\n" : "";
}
