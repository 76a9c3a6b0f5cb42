/**
 * Why an operation was told to stop. Usually the programs that it runs are told too; when the terminal has gone away they are
 * not: what Terraform has begun goes on to its end, and nothing new is begun.
 */

/** The reason of an aborted signal that is not passed on to running programs. */
export class Hangup {
  /** Aborts if they are to be told after all: somebody ends the command itself. */
  public readonly tell = new AbortController();
}

/** Calls back when running programs are to be told to stop. @returns what ends the watch */
export function whenTold(signal: AbortSignal | undefined, tell: () => void): () => void {
  if (!signal) return () => undefined;
  let inner: AbortSignal | undefined;
  const look = (): void => {
    const reason: unknown = signal.reason;
    if (!(reason instanceof Hangup)) return tell();
    inner = reason.tell.signal;
    if (inner.aborted) tell();
    else inner.addEventListener("abort", tell, { once: true });
  };
  if (signal.aborted) look();
  else signal.addEventListener("abort", look, { once: true });
  return () => {
    signal.removeEventListener("abort", look);
    inner?.removeEventListener("abort", tell);
  };
}
