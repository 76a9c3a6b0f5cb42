/**
 * Why an operation was told to stop. Usually the programs that it runs are told too; when the terminal has gone away they are
 * not: what Terraform has begun goes on to its end, and nothing new is begun.
 */

/** The reason of an aborted signal that is not passed on to running programs. */
export class Hangup {
  /** Aborts if they are to be told after all: somebody ends the command itself. */
  public readonly forward = new AbortController();
}

/** Calls back when running programs are to be told to stop. @returns what ends the watch */
export function onStopRequest(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (!signal) return () => undefined;
  let inner: AbortSignal | undefined;
  const onAbort = (): void => {
    const reason: unknown = signal.reason;
    if (!(reason instanceof Hangup)) return stop();
    inner = reason.forward.signal;
    if (inner.aborted) stop();
    else inner.addEventListener("abort", stop, { once: true });
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return () => {
    signal.removeEventListener("abort", onAbort);
    inner?.removeEventListener("abort", stop);
  };
}
