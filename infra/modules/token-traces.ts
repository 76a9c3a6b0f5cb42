/** The stack traces that cdktf takes of every token. */
import { withReplacedFunction } from "./replaced-function";

/** cdktf's own module. It calls the function through this object, so that it can be taken out for a while. */
interface StackTraces {
  captureStackTrace: (below?: unknown) => string[];
}

/**
 * Runs `work` without them: they take a third of the time in which the constructs are made, and are read only in the message
 * of a token that cannot be resolved. CDKTF_LOG_LEVEL=debug keeps them, to find where such a token was made.
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const traces = process.env["CDKTF_LOG_LEVEL"]?.toLowerCase() === "debug" ? undefined : stackTraces();
  return traces ? withReplacedFunction(traces, "captureStackTrace", () => [], work) : work();
}

/** Undefined in a cdktf that keeps them elsewhere: then there is nothing to save. */
function stackTraces(): StackTraces | undefined {
  try {
    return require("cdktf/lib/tokens/private/stack-trace") as StackTraces;
  } catch {
    return undefined;
  }
}
