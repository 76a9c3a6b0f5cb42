/** Which engine a broker runs. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { textOf } from "../../../rehearsal/engine/attributes";

export const isRabbit = (state: ValueObject): boolean => textOf(state.engine_type)?.toLowerCase() === "rabbitmq";
