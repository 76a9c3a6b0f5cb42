/** What a cloud has for Velero. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { IObjectStore } from "../../object-storage/contract";

export interface VeleroCloud {
  /** Which plugin serves the store, as Velero calls it. */
  readonly provider: string;
  /** The plugin's image. */
  readonly plugin: string;
  /** What the plugin must know of the store; texts alone. */
  locationConfig(store: IObjectStore): Readonly<Record<string, string>>;
  /** Name of the driver that makes volumes and their snapshots. */
  readonly snapshotDriver: string;
  /** Brings the kinds of snapshots, and what makes them; asked only where they are not there. */
  snapshots(scope: Construct): readonly ITerraformDependable[];
}
