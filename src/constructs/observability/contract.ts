/** Where everything runs that observes: what an exporter logs in with is delivered there. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { observabilityImplementations } from "./implementations";
import type { ObservabilityProps } from "./props";

export interface IObservability extends IConstruct {
  /** Its namespace, as a reference: what is put into it comes after it. */
  readonly namespace: string;
  readonly attributes: ObservabilityAttributes;
}

const SHAPE = { namespace: "string" } as const;

export type ObservabilityContract = Contract<ObservabilityProps, IObservability, typeof SHAPE>;
export const OBSERVABILITY: ObservabilityContract = defineContract(
  "observability",
  SHAPE,
  observabilityImplementations,
);

export type ObservabilityAttributes = AttributesOf<typeof SHAPE>;
