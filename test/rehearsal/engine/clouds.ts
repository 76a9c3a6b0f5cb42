/** Made-up clouds with a small Terraform over them, for tests of applies. */
import { objectOf, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { madeUp, type MadeUp, type MadeUpOptions } from "./in-memory";
import { complete, Refused, TerraformCore } from "./terraform-core";

export const o = (object: Record<string, Value>): ValueObject => objectOf(Object.entries(object));

export const text = { type: "string", optional: true } as const;
export const must = { type: "string", required: true } as const;
export const computed = { type: "string", computed: true } as const;

/** Terraform over a made-up provider, in plain words. */
export function clouds(options: MadeUpOptions): MadeUp & {
  core: TerraformCore;
  make(type: string, given: Record<string, Value>, prior?: ValueObject): Promise<ValueObject>;
  refusal(act: Promise<unknown>): Promise<string>;
} {
  const up = madeUp(options);
  const core = new TerraformCore(up.provider);
  return {
    ...up,
    core,
    make: (type, given, prior) =>
      core.apply(type, core.wire(core.schemaOf(type), complete(core.schemaOf(type), given)), prior ?? null),
    refusal: async (act) => {
      try {
        await act;
        return "";
      } catch (error) {
        if (error instanceof Refused) return error.message;
        throw error;
      }
    },
  };
}
