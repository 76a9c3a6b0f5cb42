/** Terraform's provisioners over SSH, with the arguments that cdktf's own types lack: when, and what becomes of a failure. */
import type { FileProvisioner, RemoteExecProvisioner, SSHProvisionerConnection } from "cdktf";

interface Moment {
  /** `destroy`: before the resource is destroyed; its connection may then tell of `self` alone. @default when it is made */
  readonly when?: "destroy";
  /** `continue`: a failure is told, and stops nothing. @default "fail": of one that is made, it is made again by the next apply */
  readonly onFailure?: "continue";
}

/** Texts that are expressions: a port, and whether an agent is asked, are none in cdktf's types. */
export type Connection = Omit<
  SSHProvisionerConnection,
  "type" | "port" | "bastionPort" | "proxyPort" | "proxyScheme"
> & {
  readonly port: string;
  readonly bastionPort?: string;
  readonly proxyScheme?: string;
  readonly proxyPort?: string;
};

interface Reached extends Moment {
  /** Its own: one of the resource would be that of its destruction too. */
  readonly connection: Connection;
}

/** A script of these lines, one command each, which ends at the first that fails. Nothing in it may be secret: it is left behind when it fails. */
export function runOn({
  commands,
  connection,
  ...moment
}: Reached & { readonly commands: readonly string[] }): RemoteExecProvisioner {
  return { type: "remote-exec", inline: ["set -eu", ...commands], connection: over(connection), ...moment };
}

/** Writes a text to a file of the host. What is secret goes this way alone: neither scripts nor arguments nor output have it. */
export function writeTo({
  text,
  destination,
  connection,
  ...moment
}: Reached & { readonly text: string; readonly destination: string }): FileProvisioner {
  return { type: "file", content: text, destination, connection: over(connection), ...moment };
}

/** Copies what is in a folder into one of the host, which is there. */
export function copyTo({
  folder,
  destination,
  connection,
  ...moment
}: Reached & { readonly folder: string; readonly destination: string }): FileProvisioner {
  return { type: "file", source: `${folder}/`, destination, connection: over(connection), ...moment };
}

/** No agent: Terraform would have it forwarded to every host. */
function over(connection: Connection): SSHProvisionerConnection {
  return { type: "ssh", agent: "false", ...connection } as unknown as SSHProvisionerConnection;
}
