/** Where states are kept: one bucket for all environments of an account, made before any of them. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import { stateBucketImplementations } from "./implementations";
import type { StateBucketProps } from "./props";

export type { StateBucketProps } from "./props";

export interface IStateBucket extends IConstruct {
  readonly bucketName: string;
  /** The key that encrypts what is written without naming one, as the cloud names it. */
  readonly keyId: string;
  readonly attributes: StateBucketAttributes;
}

const SHAPE = { bucketName: "string", keyId: "string" } as const;

export type StateBucketContract = Contract<StateBucketProps, IStateBucket, typeof SHAPE>;
export const STATE_BUCKET: StateBucketContract = defineContract("state-bucket", SHAPE, stateBucketImplementations);

export type StateBucketAttributes = AttributesOf<typeof SHAPE>;

/** A place for states on the target of its scope. */
export class StateBucket extends contractClass(STATE_BUCKET, {
  bucketName: true,
  keyId: true,
  attributes: true,
}) {}
