/**
 * How the background process is told to do something: one line of JSON over loopback, with the token that stands in its
 * record, which only its owner can read. It answers with one line and hangs up.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import * as net from "node:net";
import { JangadaError, type Problem } from "../../errors";
import type { ProviderBehaviour } from "../../rehearsal/engine/behaviour";
import type { World } from "../../rehearsal/world/world";
import { applyChanges } from "./apply-changes";
import type { DoneChange, WorldChangeRequest } from "./changes";
import { undo, type UndoRequest } from "./undo";

/** Longer than any change that a person writes. */
const MAX_LINE = 1024 * 1024;
/** Milliseconds: whoever connects and says nothing only wants to know that it lives. */
const ANSWER_TIMEOUT = 5_000;

interface Request {
  readonly token: string;
  readonly drift?: WorldChangeRequest;
  readonly undo?: UndoRequest;
}

type Answer =
  | { readonly ok: true; readonly done: readonly DoneChange[]; readonly undone?: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function newToken(): string {
  return randomBytes(32).toString("hex");
}

/** Listens on a port of its own. @param states the folder of what was deployed into the world */
export async function listen(
  world: World,
  token: string,
  states: string,
  providers: readonly ProviderBehaviour[],
): Promise<net.Server> {
  const server = net.createServer((socket) =>
    serveOne(socket, (line) => answer(line, token, { world, states, providers })),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function serveOne(socket: net.Socket, respond: (line: string) => Answer): void {
  let text = "";
  socket.setEncoding("utf8");
  socket.setTimeout(ANSWER_TIMEOUT, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: string) => {
    text += chunk;
    const end = text.indexOf("\n");
    if (end < 0 && text.length <= MAX_LINE) return;
    socket.removeAllListeners("data");
    socket.end(`${JSON.stringify(respond(text.slice(0, end)))}\n`);
  });
  socket.on("end", () => socket.end());
}

interface Served {
  readonly world: World;
  readonly states: string;
  readonly providers: readonly ProviderBehaviour[];
}

function answer(line: string, token: string, { world, states, providers }: Served): Answer {
  try {
    const request = JSON.parse(line) as Partial<Request>;
    if (!matches(request.token, token)) return refused("The token is not that of this process.");
    if (request.undo) return { ok: true, done: [], undone: undo(world, states, request.undo) };
    if (!request.drift) return refused("The request asks for nothing.");
    return { ok: true, done: applyChanges(world, request.drift, providers) };
  } catch (error) {
    if (JangadaError.is(error)) return { ok: false, problems: error.problems };
    return refused(error instanceof SyntaxError ? "The request is no line of JSON." : String(error));
  }
}

function refused(message: string): Answer {
  return { ok: false, problems: [{ code: "CLOUD_CONTROL", message }] };
}

function matches(given: unknown, token: string): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

type Cloud = { readonly port: number; readonly token: string };

/** @throws JangadaError with what the process refuses, or CLOUD_CONTROL if it does not answer */
export async function ask(cloud: Cloud, drift: WorldChangeRequest): Promise<readonly DoneChange[]> {
  return (await send(cloud, { token: cloud.token, drift })).done;
}

/** @returns what was undone, as `type/id` @throws JangadaError as `ask` does */
export async function askUndo(cloud: Cloud, request: UndoRequest): Promise<readonly string[]> {
  return (await send(cloud, { token: cloud.token, undo: request })).undone ?? [];
}

async function send({ port }: Cloud, request: Request): Promise<Extract<Answer, { readonly ok: true }>> {
  const answered = await new Promise<Answer>((resolve, reject) => {
    const socket = net.connect({ host: "127.0.0.1", port });
    let text = "";
    socket.setEncoding("utf8");
    socket.once("error", reject);
    socket.on("data", (chunk: string) => (text += chunk));
    socket.once("end", () => {
      try {
        resolve(JSON.parse(text) as Answer);
      } catch {
        resolve(refused("The process of the simulated clouds does not answer."));
      }
    });
    socket.write(`${JSON.stringify(request)}\n`);
  });
  if (answered.ok) return answered;
  throw new JangadaError(answered.problems);
}
