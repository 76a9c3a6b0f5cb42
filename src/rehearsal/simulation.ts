/** The simulated clouds as a whole: one world, and every provider served over it. */
import { join } from "node:path";
import { ExistingFolder } from "./existing";
import { FAULTS_FILE, FaultFile } from "./faults";
import type { SimulatedHosts, SimulatedHostsOptions } from "./hosts/simulated-hosts";
import { reattachProviders } from "./protocol/reattach";
import { serve, type ServedProvider } from "./protocol/server";
import type { ProviderBehaviour } from "./engine/behaviour";
import { simulatedProvider } from "./engine/engine";
import { loadSchema } from "../schemas/load";
import { DiskWorld } from "./world/disk-world";
import type { World } from "./world/world";

/** The providers that can be simulated; loaded when they are first asked for. */
export type SimulatedProviders = () => readonly ProviderBehaviour[];

export interface SimulationOptions {
  readonly providers: SimulatedProviders;
  /**
   * Only these resource types and data sources are told to Terraform: reading the whole of the largest schema costs it half a
   * second a command. Names that a schema lacks are ignored. @default all
   */
  readonly types?: ReadonlySet<string>;
  /** Versions of providers that are pinned, by name, where they are newer than what the schema files tell. @default the files' own */
  readonly versions?: ReadonlyMap<string, string>;
  /** Folder in which the app tells what the environments name that exists. @default nothing exists */
  readonly existing?: string;
  /** Whether hosts of the world are to be reached by SSH. @default false */
  readonly hosts?: boolean;
  /**
   * Whether the world ends with this process. Then nothing waits for the disk after each thing that is made: only a machine
   * that stops could tell the difference. @default false
   */
  readonly passing?: boolean;
}

export interface Simulation {
  readonly world: World;
  /** Everything that Terraform needs in its environment to use the simulated providers. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Reads the schemas, which takes a fifth of a second: for whoever has to wait for something else anyway. */
export function prepareSimulation(providers: SimulatedProviders): void {
  for (const { name } of providers()) loadSchema(name);
}

/** Opens the world in a folder (a new one if it is empty) and serves every provider over it, on loopback. */
export async function startSimulation(folder: string, options: SimulationOptions): Promise<Simulation> {
  const world = DiskWorld.open(folder, options.passing ? { passing: true } : {});
  const served: ServedProvider[] = [];
  const existing = options.existing === undefined ? undefined : new ExistingFolder(options.existing);
  const behaviours = options.providers();
  const prepare = (): void => existing?.addTo(world, behaviours);
  for (const behaviour of behaviours) {
    const schema = loadSchema(behaviour.name, options.versions?.get(behaviour.name));
    const provider = simulatedProvider({ schema, behaviour, world, folder, prepare });
    served.push(await serve(provider, options));
  }
  const shell = behaviours.find(({ hostShell }) => hostShell)?.hostShell;
  const hosts = shell && options.hosts ? await startHosts({ world, folder, shell, prepare }) : undefined;
  return {
    world,
    env: {
      TF_REATTACH_PROVIDERS: reattachProviders(served),
      ...SIMULATED_ENVIRONMENT,
      ...hosts?.environment,
    },
    close: async () => {
      await hosts?.close();
      await Promise.all(served.map((provider) => provider.close()));
      world.close();
    },
  };
}

async function startHosts(options: Omit<SimulatedHostsOptions, "faults">): Promise<SimulatedHosts> {
  const { simulateHosts } = require("./hosts/simulated-hosts") as typeof import("./hosts/simulated-hosts");
  return simulateHosts({ ...options, faults: new FaultFile(join(options.folder, FAULTS_FILE)) });
}

/** What tells Terraform, cdktf and the project's own scripts that nothing here is real. */
const SIMULATED_ENVIRONMENT = {
  JANGADA_SIMULATED: "1",
  // The simulated providers have no package to hash; cdktf would ask the registry for one.
  CDKTF_SKIP_PROVIDER_LOCK: "true",
  CHECKPOINT_DISABLE: "1",
} as const;
