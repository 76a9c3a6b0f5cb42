/**
 * Progress on standard error: one live line per stack on a terminal, plain lines elsewhere, and with `--json` one event a
 * line, as JSON with a `schemaVersion`.
 */
import pc from "picocolors";
import type { Listener, OperationEvent, Step } from "../../operations/events";
import type { Output } from "../output";

export interface Progress {
  readonly listener: Listener;
  /** Leaves the terminal as it should be for what follows. Events that come later start anew below. */
  end(): void;
}

const STEP_NAMES: { readonly [S in Step]: string } = {
  init: "initialising",
  validate: "validating",
  refresh: "looking",
  plan: "planning",
  apply: "applying",
  "plan-again": "planning again",
  destroy: "destroying",
  read: "reading",
};

/** How often live lines are drawn for the time alone, in milliseconds. */
const REDRAW_INTERVAL = 1000;

export interface ProgressOptions {
  /** Whether each resource that was changed gets a plain line of its own. @default false: each step does */
  readonly resources?: boolean;
}

export function renderProgress(output: Output, options: ProgressOptions = {}): Progress {
  if (output.json) return { end: () => undefined, listener: (event) => output.event(event) };
  return output.live ? liveProgress() : plainProgress(output, options);
}

function plainProgress(output: Output, { resources = false }: ProgressOptions): Progress {
  return {
    end: () => undefined,
    listener: (event) => {
      if (event.type === "resource" && (!resources || event.action === "read")) return;
      const line = plainLine(event);
      if (line !== undefined) output.progress(line);
    },
  };
}

function plainLine(event: OperationEvent): string | undefined {
  switch (event.type) {
    case "synth-finished":
      return `synthesized ${event.stacks.length} stacks in ${event.seconds.toFixed(1)} s`;
    case "waiting":
      return `${event.stack}: waiting for ${event.for.join(", ")}`;
    case "resource":
      return `${event.stack}: ${event.done}/${event.total} ${event.action} ${event.address}`;
    case "step-finished":
      return `${event.stack}: ${STEP_NAMES[event.step]} ${event.ok ? "done" : "failed"} in ${event.seconds.toFixed(1)} s`;
    case "message":
      return `${event.level}: ${event.stack ? `${event.stack}: ` : ""}${event.message}`;
    default:
      return undefined;
  }
}

interface Line {
  /** With its colours. */
  text: string;
  /** When the step began; undefined if none runs. */
  since?: number;
}

function liveProgress(): Progress {
  const lines = new Map<string, Line>();
  const counts = new Map<string, string>();
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const text = [...lines].map(
      ([name, line]) => `\u001b[2K${cut(`  ${name.padEnd(18)} ${line.text}${timeOf(line)}`)}`,
    );
    process.stderr.write(`${drawn > 1 ? `\u001b[${drawn - 1}A` : ""}\r${text.join("\n")}`);
    drawn = lines.size;
  };
  const show = (name: string, text: string, since?: number): void => {
    lines.set(name, { text, ...(since === undefined ? {} : { since }) });
    timer ??= setInterval(draw, REDRAW_INTERVAL).unref();
    draw();
  };
  return {
    end: () => {
      clearInterval(timer);
      timer = undefined;
      if (drawn > 0) process.stderr.write("\n");
      lines.clear();
      drawn = 0;
    },
    listener: (event) => {
      if (event.type === "resource") counts.set(event.stack, `${event.done}/${event.total} `);
      if (event.type === "step-started") counts.delete(event.stack);
      const runs = (name: string): Running => ({ since: lines.get(name)?.since, count: counts.get(name) ?? "" });
      showLive(event, show, runs);
    },
  };
}

/** What is known of a running step. */
interface Running {
  readonly since: number | undefined;
  /** `5/36 `, or nothing yet. */
  readonly count: string;
}

function showLive(
  event: OperationEvent,
  show: (name: string, text: string, since?: number) => void,
  runs: (name: string) => Running,
): void {
  switch (event.type) {
    case "synth-started":
      return show("synth", pc.dim("working"), Date.now());
    case "synth-finished": {
      const took = `${event.stacks.length} stacks in ${event.seconds.toFixed(1)} s`;
      return show("synth", `${pc.green("done")} ${pc.dim(took)}`);
    }
    case "step-started":
      return show(event.stack, pc.dim(STEP_NAMES[event.step]), Date.now());
    case "resource-started":
    case "resource": {
      const { since, count } = runs(event.stack);
      return show(event.stack, `${STEP_NAMES[event.step]} ${count}${pc.dim(event.address)}`, since);
    }
    case "waiting":
      return show(event.stack, pc.yellow(`waiting for ${event.for.join(", ")}`));
    case "step-finished": {
      const took = pc.dim(`${event.seconds.toFixed(1)} s`);
      return show(
        event.stack,
        event.ok
          ? `${pc.green("done")} ${pc.dim(STEP_NAMES[event.step])} ${took}`
          : pc.red(`${STEP_NAMES[event.step]} failed`),
      );
    }
    case "message":
      return event.stack === undefined ? show("", pc.dim(event.message)) : undefined;
    default:
      return undefined;
  }
}

/** How long the step runs already, once that is worth telling. */
function timeOf({ since }: Line): string {
  const seconds = since === undefined ? 0 : Math.floor((Date.now() - since) / 1000);
  if (seconds < 2) return "";
  return pc.dim(seconds < 60 ? ` ${seconds} s` : ` ${Math.floor(seconds / 60)} min ${seconds % 60} s`);
}

/** To the terminal's width; colours count nothing. */
function cut(line: string): string {
  const width = (process.stderr.columns || 80) - 1;
  let length = 0;
  let fitting = "";
  for (const part of line.split(/(\u001b\[[0-9;]*m)/)) {
    if (part.startsWith("\u001b[")) fitting += part;
    else {
      fitting += part.slice(0, Math.max(width - length, 0));
      length += part.length;
    }
  }
  return fitting;
}
