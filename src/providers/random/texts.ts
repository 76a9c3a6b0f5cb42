/** random_password and random_string. */
import { hashSync } from "bcryptjs";
import { objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { EphemeralBehaviour, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, isTrue, numberOf, textOf } from "../../rehearsal/engine/attributes";
import { loadSchema } from "../../schemas/load";
import { randomText, type TextRules } from "./characters";
import { stateObject } from "./state-object";

/** Go's bcrypt.DefaultCost, which the provider takes. */
const BCRYPT_COST = 10;

const password = (result: string): { [name: string]: Value } => ({
  id: "none",
  result,
  bcrypt_hash: hashSync(result, BCRYPT_COST),
});

export const randomPassword = behaviour("random_password", password);
export const randomString = behaviour("random_string", (result) => ({ id: result, result }));

function behaviour(type: string, forms: (result: string) => { [name: string]: Value }): ResourceBehaviour {
  return {
    plan(_, planned, __, config) {
      // `number` is the old name of `numeric`: the provider keeps both alike.
      const { numeric, number } = config;
      if (typeof numeric === "boolean" && typeof number === "boolean" && numeric !== number) {
        const detail =
          "Number and numeric are both configured with different values. Number is deprecated, please use numeric instead";
        return [failure("Number and numeric are both configured", detail, "number")];
      }
      planned.numeric = planned.number = numeric ?? number ?? true;
      const least = SUMMED.reduce((sum, name) => sum + (numberOf(planned[name]) ?? 0), 0);
      const length = numberOf(planned.length);
      if (length === undefined || length >= least) return [];
      const detail = `Attribute length value must be at least sum of ${SUMMED.join(" + ")}, got: ${length}`;
      return [failure("Invalid Attribute Value", detail, "length")];
    },
    refuse: (_, state) =>
      isPossible(rulesOf(state))
        ? []
        : [failure("Random string generation error", "the character set specified is empty")],
    // `computed` runs before `refuse`, so it must also cope with arguments that `refuse` will reject.
    computed: (_, state, prior) => (prior || !isPossible(rulesOf(state)) ? {} : forms(randomText(rulesOf(state)))),
    import: (_, id) => stateObject(type, { ...imported(id), ...forms(id) }),
  };
}

/** A password that lives for one command: another one at each, as the real one's. */
export const ephemeralPassword = (): EphemeralBehaviour => ({
  schema: loadSchema("random").ephemeral?.["random_password"] ?? { attributes: {}, blocks: {} },
  open: (_context, config) => {
    const kinds = ["lower", "upper", "numeric", "special"].map((name) => [name, config[name] !== false] as const);
    const least = SUMMED.map((name) => [name, numberOf(config[name]) ?? 0] as const);
    const whole = objectOf([...Object.entries(config), ...kinds, ...least]);
    const result = randomText(rulesOf(whole));
    return objectOf([...Object.entries(whole), ["result", result], ["bcrypt_hash", hashSync(result, BCRYPT_COST)]]);
  },
});

const SUMMED = ["min_upper", "min_lower", "min_numeric", "min_special"] as const;

function isPossible(rules: TextRules): boolean {
  const least = rules.minLower + rules.minUpper + rules.minNumeric + rules.minSpecial;
  return rules.lower || rules.upper || rules.numeric || rules.special || rules.length <= least;
}

function rulesOf(state: ValueObject): TextRules {
  return {
    length: numberOf(state.length) ?? 0,
    lower: isTrue(state.lower),
    upper: isTrue(state.upper),
    numeric: isTrue(state.numeric),
    special: isTrue(state.special),
    minLower: numberOf(state.min_lower) ?? 0,
    minUpper: numberOf(state.min_upper) ?? 0,
    minNumeric: numberOf(state.min_numeric) ?? 0,
    minSpecial: numberOf(state.min_special) ?? 0,
    overrideSpecial: textOf(state.override_special),
  };
}

/** What the provider takes for granted of an imported text. */
const imported = (text: string): ValueObject =>
  objectOf([
    ["length", [...text].length],
    ...["lower", "upper", "numeric", "number", "special"].map((name) => [name, true] as const),
    ...SUMMED.map((name) => [name, 0] as const),
    ["override_special", null],
    ["keepers", null],
  ]);
