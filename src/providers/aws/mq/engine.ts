/** Which engine a broker runs, and which series of it. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { textOf } from "../../../rehearsal/engine/attributes";

export const isRabbit = (state: ValueObject): boolean => textOf(state.engine_type)?.toLowerCase() === "rabbitmq";

/** `3.13` of 3.13.7. */
export const seriesOf = (version: string): string => version.split(".").slice(0, 2).join(".");
