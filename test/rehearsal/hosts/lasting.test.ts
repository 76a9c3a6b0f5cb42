/** What simulated hosts keep for as long as their world lives. */
import { utils } from "ssh2";
import { newKey } from "../../../src/rehearsal/hosts/lasting";

test("a key that cannot be read is made again", () => {
  const good = newKey();
  const made = ["-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", good];

  expect(newKey(() => made.shift() ?? "")).toBe(good);
});

test("every key can be read, and signs what its public half verifies", () => {
  for (let count = 0; count < 1000; count++) {
    const parsed = utils.parseKey(newKey());
    expect(parsed instanceof Error ? parsed.message : parsed.type).toBe("ssh-ed25519");
  }
});
