/** What Secrets Manager gives for one command: a random password, which is put into no state. */
import { randomInt } from "node:crypto";
import type { EphemeralBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, numberOf, textOf } from "../../../rehearsal/engine/attributes";
import type { AttributeSchema } from "../../../schemas/provider-schema";

const optional = (type: "bool" | "number" | "string"): AttributeSchema => ({ type, optional: true });

/** The kinds of characters of GetRandomPassword (Secrets Manager, API reference), by the argument that leaves each out. */
const CHARACTERS = {
  exclude_lowercase: "abcdefghijklmnopqrstuvwxyz",
  exclude_uppercase: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  exclude_numbers: "0123456789",
  exclude_punctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
} as const;

/** The length where none is asked for (the same page). */
const DEFAULT_LENGTH = 32;

/** Arguments as in hashicorp/aws 6.28: the documentation of the ephemeral resource `aws_secretsmanager_random_password`. */
const randomPassword: EphemeralBehaviour = {
  schema: {
    attributes: {
      exclude_characters: optional("string"),
      exclude_lowercase: optional("bool"),
      exclude_numbers: optional("bool"),
      exclude_punctuation: optional("bool"),
      exclude_uppercase: optional("bool"),
      include_space: optional("bool"),
      password_length: optional("number"),
      region: { type: "string", optional: true, computed: true },
      require_each_included_type: optional("bool"),
      random_password: { type: "string", computed: true, sensitive: true },
    },
    blocks: {},
  },
  open: (_context, config) => {
    const without = textOf(config.exclude_characters) ?? "";
    const characters = Object.entries(CHARACTERS)
      .flatMap(([argument, all]) => (isTrue(config[argument]) ? [] : [...all]))
      .concat(isTrue(config.include_space) ? [" "] : [])
      .filter((character) => !without.includes(character));
    const length = numberOf(config.password_length) ?? DEFAULT_LENGTH;
    // Another one at each command, as the real one's: whatever kept it would be seen.
    const password = Array.from({ length }, () => characters[randomInt(characters.length)] ?? "").join("");
    return { ...config, random_password: password };
  },
};

export const secretEphemerals: { readonly [type: string]: EphemeralBehaviour } = {
  aws_secretsmanager_random_password: randomPassword,
};
