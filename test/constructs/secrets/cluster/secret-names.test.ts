import { nameOfSecret, secretName } from "../../../../src/constructs/secrets/cluster/secret-names";

const KEY_VAULT = /^[0-9a-zA-Z-]{1,127}$/;

test.each([
  ["dev/databases/main/orders/current", "dev--databases--main--orders--current"],
  ["dev/namespaces/shop/api-key", "dev--namespaces--shop--api-key"],
  ["dev/namespaces/shop/smtp.password", "dev--namespaces--shop--smtp---2epassword"],
  ["dev/namespaces/shop/API_key", "dev--namespaces--shop---2f---41---50---49---5fkey"],
])("given %s, then it is called %s", (name, secret) => {
  expect(secretName(name)).toBe(secret);
  expect(nameOfSecret(secret)).toBe(name);
});

/** Every text of these characters up to a length. */
function texts(alphabet: readonly string[], length: number): string[] {
  if (length === 0) return [""];
  const shorter = texts(alphabet, length - 1);
  return [
    ...shorter,
    ...shorter
      .filter((text) => text.length === length - 1)
      .flatMap((text) => alphabet.map((character) => text + character)),
  ];
}

test("given every short name of the characters that stand in names, then no two meet, not even by capitals alone, and each is read back", () => {
  const names = texts(["a", "2", "f", "A", "-", "/", ".", "_"], 5).filter((name) => name !== "");

  const secrets = names.map(secretName);

  expect(new Set(secrets.map((secret) => secret.toLowerCase())).size).toBe(names.length);
  expect(secrets.filter((secret) => !KEY_VAULT.test(secret))).toEqual([]);
  expect(secrets.map(nameOfSecret)).toEqual(names);
});

test("given each character that a path may have, then Key Vault takes it", () => {
  const characters = [...Array(94).keys()]
    .map((code) => String.fromCharCode(code + 33))
    .filter((c) => /[\w+=.@-]/.test(c));
  for (const character of characters) {
    const name = `dev/${character}/${character}a${character}`;
    expect(secretName(name)).toMatch(KEY_VAULT);
    expect(nameOfSecret(secretName(name))).toBe(name);
  }
});

test("given names that are too long, then they are cut, and stay two", () => {
  const long = `dev/databases/${"a".repeat(120)}/`;
  const [one, other] = [secretName(`${long}1`), secretName(`${long}2`)];

  expect(one).toMatch(KEY_VAULT);
  expect(other).toMatch(KEY_VAULT);
  expect(one).not.toBe(other);
  expect(nameOfSecret(one)).toBeUndefined();
});

test("given a name of 127 characters that would be written as one that was cut, then it is another", () => {
  const cut = secretName(`dev/${"a".repeat(200)}`);
  // Read as a name of ours, it is written with escapes.
  expect(secretName(cut)).not.toBe(cut);
});

test.each(["UPPER", "a_b", "a-----b", "a---zz", "-a", "a-", "a---61"])(
  "given %s, then it is none of ours",
  (secret) => {
    expect(nameOfSecret(secret)).toBeUndefined();
  },
);
