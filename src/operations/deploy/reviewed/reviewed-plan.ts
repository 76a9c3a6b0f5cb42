/** What of a plan is kept to be compared with a later one: everything that it does, its values as digests. */
import { loadSchema, schemaNames } from "../../../schemas/load";
import type { BlockSchema } from "../../../schemas/provider-schema";
import type { Action, AttributeChange, PlanModel } from "../../plan-model";
import { parsePlan, type RawChange, type RawPlan } from "../../plan-model/plan-format";
import { actionOf } from "../../plan-model/read-plan";
import { type Fingerprint, fingerprintOf } from "./fingerprint";

export interface ReviewedChange {
  readonly address: string;
  readonly action: Action;
  readonly createBeforeDestroy: boolean;
  readonly reason?: string;
  readonly previousAddress?: string;
  readonly importing?: string;
  readonly deposed?: string;
  readonly before?: Fingerprint;
  readonly after?: Fingerprint;
  /** As people were shown them: no value in it is a secret. */
  readonly attributes: readonly AttributeChange[];
}

export interface ReviewedOutput {
  readonly name: string;
  readonly action: Action;
  readonly before?: Fingerprint;
  readonly after?: Fingerprint;
  readonly attributes: readonly AttributeChange[];
}

export interface ReviewedPlan {
  /** Of the digests: base64. */
  readonly key: string;
  /** Without what stays as it is, and without what is only read. */
  readonly changes: readonly ReviewedChange[];
  /** All of them, also those that stay as they are. */
  readonly outputs: readonly ReviewedOutput[];
}

/**
 * @param json what `terraform show -json <plan>` wrote
 * @param model the same, for people
 */
export function reviewedPlan(json: string, model: PlanModel, key: string): ReviewedPlan {
  return reviewed(parsePlan(json, model.stack), model, key);
}

function reviewed(raw: RawPlan, model: PlanModel, key: string): ReviewedPlan {
  const changes = raw.resource_changes.flatMap((resource): readonly ReviewedChange[] => {
    const { address, mode, type, deposed, change } = resource;
    const action = actionOf(change.actions);
    const modelled = model.changes.find((one) => one.address === address && one.deposed === deposed);
    if (mode === "data" || !modelled) return [];
    return [
      {
        address,
        action,
        createBeforeDestroy: modelled.createBeforeDestroy,
        ...(modelled.reason ? { reason: modelled.reason } : {}),
        ...(modelled.previousAddress ? { previousAddress: modelled.previousAddress } : {}),
        ...(modelled.importing === undefined ? {} : { importing: modelled.importing }),
        ...(deposed === undefined ? {} : { deposed }),
        ...sides(change, key, schemaOf(type)),
        attributes: modelled.attributes,
      },
    ];
  });
  const outputs = Object.entries(raw.output_changes).map(([name, change]): ReviewedOutput => ({
    name,
    action: actionOf(change.actions),
    ...sides(change, key),
    attributes: model.outputs.find((output) => output.name === name)?.attributes ?? [],
  }));
  return { key, changes, outputs };
}

function sides(change: RawChange, key: string, schema?: BlockSchema): { before?: Fingerprint; after?: Fingerprint } {
  const options = { key, ...(schema ? { schema } : {}) };
  const before = fingerprintOf(change.before, undefined, options);
  const after = change.after === null ? undefined : fingerprintOf(change.after, change.after_unknown, options);
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function schemaOf(type: string): BlockSchema | undefined {
  const provider = type.split("_")[0] ?? "";
  return schemaNames().includes(provider) ? loadSchema(provider).resources[type] : undefined;
}
