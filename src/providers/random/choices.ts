/** random_integer and random_shuffle: what a seed may decide. */
import type { Value } from "../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, itemsOf, numberOf, textOf } from "../../rehearsal/engine/attributes";
import { shuffled } from "./characters";
import { numbersBelow } from "./seeded";
import { stateObject } from "./state-object";

export const randomInteger: ResourceBehaviour = {
  refuse(_, state) {
    if ((numberOf(state.min) ?? 0) <= (numberOf(state.max) ?? 0)) return [];
    const detail = "The minimum (min) value needs to be smaller than or equal to maximum (max) value.";
    return [failure("Create Random Integer error", detail)];
  },
  computed(_, state, prior): { [name: string]: Value } {
    const [min, max] = [numberOf(state.min) ?? 0, numberOf(state.max) ?? 0];
    // `computed` runs before `refuse`, so it must also cope with arguments that `refuse` will reject.
    if (prior || min > max) return {};
    const result = min + numbersBelow(textOf(state.seed))(max - min + 1);
    return { id: String(result), result };
  },
  /** `<result>,<min>,<max>`, with the seed as a fourth part. */
  import(_, id) {
    const [result = "", min = "", max = "", ...seed] = id.split(",");
    const numbers = [result, min, max].map((part) => (/^-?\d+$/.test(part) ? Number(part) : Number.NaN));
    const [drawn = 0, least = 0, most = 0] = numbers;
    if (seed.length > 1 || numbers.some(Number.isNaN) || drawn < least || drawn > most) return undefined;
    return stateObject("random_integer", {
      id: result,
      result: drawn,
      min: least,
      max: most,
      seed: seed[0] ?? null,
      keepers: null,
    });
  },
};

export const randomShuffle: ResourceBehaviour = {
  computed(_, state, prior): { [name: string]: Value } {
    if (prior) return {};
    const input = itemsOf(state.input);
    const count = input.length === 0 ? 0 : (numberOf(state.result_count) ?? input.length);
    const below = numbersBelow(textOf(state.seed));
    const result: Value[] = [];
    // More than there are: whole permutations one after another, so that none comes much oftener than another.
    while (result.length < count) result.push(...shuffled(input, below));
    return { id: "-", result: result.slice(0, count) };
  },
};
