/** Asks one machine whether it lets in who deploys, and what it is. Nothing is changed on it. */
import type { Machine, ProbedMachine, SshPlace } from "../../model/machine";
import { SshConnection, SshFailure, type SshReason } from "./ssh-connection";
import { type SshDetour, sshDetour } from "./ssh-variable";

/** Seconds for a handful of small programs, on a machine that is busy. */
const PROBE_LIMIT = 60;

export interface AskedMachine {
  /** What it is; undefined where it could not be asked, or is simulated. */
  readonly is?: string;
  readonly problems: ProbedMachine["problems"];
}

export async function askMachine(machine: Machine, detour: SshDetour = sshDetour()): Promise<AskedMachine> {
  let connection: SshConnection | undefined;
  try {
    connection = await SshConnection.open(machine, detour);
    // Simulated hosts are of no distribution.
    if (!machine.probe || detour.proxy) return { problems: [] };
    const { stdout } = await connection.run(machine.probe.command, PROBE_LIMIT);
    return machine.probe.judge(stdout);
  } catch (error) {
    const { reason, place } = error instanceof SshFailure ? error : { reason: "no-answer" as const, place: machine };
    return { problems: [{ message: (error as Error).message, remedy: REMEDIES[reason](place) }] };
  } finally {
    connection?.close();
  }
}

const REMEDIES: { readonly [R in SshReason]: (place: SshPlace) => string } = {
  "no-answer": ({ port }) =>
    `Is it switched on, does its SSH server listen on the port ${port}, and does its firewall let this machine in?`,
  "another-key": () =>
    "Compare the file's hostKey with /etc/ssh/ssh_host_ed25519_key.pub on the host's own console. Where they differ the host was made anew; where they do not, somebody stands in between.",
  "not-let-in": ({ user, keyFile, address, port }) =>
    `Let the key in: ssh-copy-id -i ${keyFile}.pub ${port === 22 ? "" : `-p ${port} `}${user}@${address}`,
  "key-file": () => "Name the private key whose public half is in authorized_keys of the hosts.",
};
