/** Where states are kept: one bucket for all environments of an account, made before any of them. */
import type { IConstruct } from "constructs";
import { type AttributesOf, defineContract } from "../../model/contract";
import type { StateBucketProps } from "./props";

export type { StateBucketProps } from "./props";

export interface IStateBucket extends IConstruct {
  readonly bucketName: string;
  /** ARN, id or alias of the key that encrypts what is written without naming one. */
  readonly keyId: string;
  readonly attributes: StateBucketAttributes;
}

const SHAPE = { bucketName: "string", keyId: "string" } as const;

export const STATE_BUCKET = defineContract<StateBucketProps, IStateBucket, typeof SHAPE>("state-bucket", SHAPE);

export type StateBucketAttributes = AttributesOf<typeof SHAPE>;
