/** Backups of a cluster's objects and volumes. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import { veleroImplementations } from "./implementations";
import type { VeleroProps } from "./props";

export interface IVelero extends IConstruct {
  /** Namespace in which backups and restores are objects. */
  readonly namespace: string;
  readonly attributes: VeleroAttributes;
}

const SHAPE = { namespace: "string" } as const;

export type VeleroContract = Contract<VeleroProps, IVelero, typeof SHAPE>;
export const VELERO: VeleroContract = defineContract("velero", SHAPE, veleroImplementations);

export type VeleroAttributes = AttributesOf<typeof SHAPE>;

/** Velero on the target of its scope. */
export class Velero extends contractClass(VELERO, { namespace: true, attributes: true }) {}
