/** The background process itself: serves the simulated providers until it is told to end. */
import * as fs from "node:fs";
import type * as net from "node:net";
import * as path from "node:path";
import { EXISTING_FOLDER } from "../../model/existing";
import { privateFolder } from "../private-folder";
import { type SimulationOptions, startSimulation } from "../../rehearsal/simulation";
import { type CloudRecord, recordFile } from "./cloud";
import { listen, newToken } from "./control";

/** Serves until the signal aborts. The record is written when everything answers. */
export async function serveCloud(folder: string, signal: AbortSignal, options: SimulationOptions): Promise<void> {
  const root = path.resolve(folder);
  privateFolder(path.join(root, "state"));
  const simulation = await startSimulation(path.join(root, "world"), {
    existing: path.join(root, EXISTING_FOLDER),
    ...options,
  });
  const token = newToken();
  const control = await listen(simulation.world, token, path.join(root, "state"), options.providers());
  const record: CloudRecord = {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    port: (control.address() as net.AddressInfo).port,
    token,
    env: { ...simulation.env, JANGADA_STATE_DIRECTORY: path.join(root, "state") },
  };
  const temporary = `${recordFile(folder)}.${process.pid}`;
  fs.writeFileSync(temporary, JSON.stringify(record, null, 2), { mode: 0o600 });
  fs.renameSync(temporary, recordFile(folder));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  control.close();
  await simulation.close();
}
