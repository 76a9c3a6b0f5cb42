/** The hosts of a simulated world, all behind one listener, and what tells Terraform to reach them there. */
import { SSH_ENVIRONMENT } from "../../model/ssh-variable";
import { HOSTS_ONE_BY_ONE } from "./one-by-one";
import type { Faults } from "../faults";
import type { World } from "../world/world";
import { type Directory, listenForConnect } from "./connect-listener";
import { keepPort, lastPort, sshKeysOf } from "./lasting";
import type { HostShell } from "./shell";
import { HOST_TYPE, SimulatedHost, type SimulatedHostOptions } from "./simulated-host";

export interface SimulatedHostsOptions {
  readonly world: World;
  /** The folder of the world, where keys and port are kept for as long as it lives. */
  readonly folder: string;
  readonly shell: HostShell;
  readonly faults: Faults;
  /** Called before a host is looked up: who learns of hosts late puts them into the world here. @default nothing */
  readonly prepare?: () => void;
}

export interface SimulatedHosts {
  /**
   * The value of the stacks' variable `ssh`, as JSON: a proxy that finds the hosts by their own addresses, the key that each of them
   * shows, and the path of the one that lets in.
   */
  readonly variable: string;
  /** What Terraform's process is to be told: the variable, and to change one thing at a time. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Every host shows one key, and lets one in: nothing here is a secret of anybody. */
export async function simulateHosts(options: SimulatedHostsOptions): Promise<SimulatedHosts> {
  const keys = sshKeysOf(options.folder);
  const { world, shell, faults } = options;
  const shared: SimulatedHostOptions = { world, shell, faults, hostKey: keys.host.private, userKey: keys.user };

  const hosts = new Map<string, SimulatedHost>();
  const hostAt = (authority: string): SimulatedHost | undefined => {
    const known = hosts.get(authority);
    if (known) return known;
    options.prepare?.();
    const object = world.get(HOST_TYPE, authority);
    if (!object) return undefined;
    const host = new SimulatedHost(object, shared);
    hosts.set(authority, host);
    return host;
  };
  const directory: Directory = async (authority) => {
    const host = hostAt(authority);
    return host && (await host.isReached()) ? (socket) => host.accept(socket) : undefined;
  };
  const listener = await listenForConnect(directory, lastPort(options.folder));
  keepPort(options.folder, listener.port);
  const variable = JSON.stringify({
    proxy: { scheme: "http", host: "127.0.0.1", port: listener.port },
    host_key: keys.host.public,
    private_key_path: keys.userKeyPath,
  });
  return {
    variable,
    environment: { [SSH_ENVIRONMENT]: variable, ...HOSTS_ONE_BY_ONE },
    close: () => listener.close(),
  };
}
