/** What an environment file names that exists in Azure already. */
import type { Value } from "../../../rehearsal/protocol/value";

export interface NamedObject {
  readonly type: string;
  readonly id: string;
  /** What is known of it beside its id. */
  readonly attributes: Readonly<Record<string, Value>>;
}
