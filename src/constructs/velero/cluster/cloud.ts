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
  /** Name of the driver that makes volumes and their snapshots. @default nobody takes snapshots */
  readonly snapshotDriver?: string;
  /** What the driver is told of every snapshot. @default nothing */
  readonly snapshotParameters?: Readonly<Record<string, string>>;
  /** Brings the kinds of snapshots, and what makes them; asked only where they are not there. @default every cluster has them */
  snapshots?(scope: Construct): readonly ITerraformDependable[];
  /** Lets the driver put snapshots where they are to be. @default it may already */
  snapshotRights?(scope: Construct): readonly ITerraformDependable[];
}
