import type { ValueObject } from "../../../../src/rehearsal/protocol/value";
import { secretEphemerals } from "../../../../src/providers/aws/secretsmanager/ephemeral";

function passwordOf(config: ValueObject): string {
  const opened = secretEphemerals["aws_secretsmanager_random_password"]?.open({} as never, config);
  return String(opened?.random_password);
}

test("a random password has what is asked for, and is another one each time", () => {
  expect(passwordOf({})).toHaveLength(32);
  const plain = { password_length: 200, exclude_punctuation: true, exclude_characters: "abc", exclude_numbers: true };
  expect(passwordOf(plain)).toMatch(/^[d-zA-Z]{200}$/);
  expect(passwordOf(plain)).not.toBe(passwordOf(plain));
});
