/** Plans as `terraform show -json` writes them, for what is compared with what was reviewed. */
import { readPlan } from "../../../../src/operations/plan-model";
import { type ReviewedPlan, reviewedPlan } from "../../../../src/operations/deploy/reviewed/reviewed-plan";

type Json = Readonly<Record<string, unknown>>;

export interface Change {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: Json | null;
  readonly after?: Json | null;
  readonly unknown?: Json;
  readonly sensitive?: Json;
  readonly reason?: string;
  readonly deposed?: string;
  readonly previousAddress?: string;
  readonly importing?: string;
}

export interface Output {
  readonly name: string;
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: boolean;
}

export const KEY = "the key of a test";

export function planOf(changes: readonly Change[], outputs: readonly Output[] = []): ReviewedPlan {
  const json = JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: changes.map((change) => {
      const [type = "", name = ""] = change.address.split(".");
      return {
        address: change.address,
        mode: "managed",
        type,
        name,
        ...(change.deposed ? { deposed: change.deposed } : {}),
        ...(change.reason ? { action_reason: change.reason } : {}),
        ...(change.previousAddress ? { previous_address: change.previousAddress } : {}),
        change: {
          actions: change.actions,
          before: change.before ?? null,
          after: change.after ?? null,
          after_unknown: change.unknown ?? {},
          before_sensitive: change.sensitive ?? {},
          after_sensitive: change.sensitive ?? {},
          ...(change.importing ? { importing: { id: change.importing } } : {}),
        },
      };
    }),
    output_changes: Object.fromEntries(
      outputs.map(({ name, actions, before = null, after = null, unknown = false }) => [
        name,
        { actions, before, ...(unknown ? {} : { after }), after_unknown: unknown },
      ]),
    ),
  });
  return reviewedPlan(json, readPlan(json), KEY);
}
