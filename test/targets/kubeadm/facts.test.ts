/** What neutral code knows of bare hosts. */
import { kubeadmFacts } from "../../../src/targets/kubeadm/facts";
import { hostKey, plainHostKey } from "../../../src/targets/kubeadm/host-key";
import { hostKeyOf } from "../../helpers/host-keys";
import { hostName, interfaceName, ipv4Address, reachableAddress, userName } from "../../../src/targets/kubeadm/forms";

test.each([kubeadmFacts.region, kubeadmFacts.tags.key, kubeadmFacts.tags.value])(
  "its example is of its form (%#)",
  ({ pattern, example }) => {
    expect(example).toMatch(pattern);
  },
);

test.each([
  [hostName, "cp1", true],
  [hostName, "1cp", true],
  [hostName, "cp1.example.org", false],
  [hostName, "-cp1", false],
  [hostName, "a".repeat(64), false],
  [reachableAddress, "192.0.2.1", true],
  [reachableAddress, "host.example.org", true],
  [reachableAddress, "192.0.2.256", false],
  [reachableAddress, "192.0.2", false],
  [reachableAddress, "https://host", false],
  [reachableAddress, "user@host", false],
  [reachableAddress, "host:22", false],
  [ipv4Address, "010.0.0.1", false],
  [ipv4Address, "2001:db8::1", false],
  [userName, "ops", true],
  [userName, "Ops", false],
  [userName, "ops;reboot", false],
  [userName, "$(id)", false],
  [interfaceName, "eth0.100", true],
  [interfaceName, "..", false],
  [interfaceName, "eth0 eth1", false],
  [interfaceName, "averyverylongone", false],
])("%# %s: %s", (schema, text, isRight) => {
  expect(schema.safeParse(text).success).toBe(isRight);
});

test.each([
  [hostKeyOf(1), undefined],
  [`${hostKeyOf(1)} root@host`, undefined],
  ["unverified", undefined],
  ["", /its type/],
  [hostKeyOf(1).replace("ssh-ed25519", "ssh-rsa"), /another type/],
  [hostKeyOf(1).replace("ssh-ed25519", "ssh-dss"), /its type/],
  ["-----BEGIN OPENSSH PRIVATE KEY-----", /public key/],
])("a host key %#", (text, problem) => {
  const parsed = hostKey.safeParse(text);

  if (problem === undefined) expect(parsed.success).toBe(true);
  else expect(parsed.error?.issues[0]?.message).toMatch(problem);
});

test("a host key's comment does not count", () => {
  expect(plainHostKey(`${hostKeyOf(1)}  root@host`)).toBe(hostKeyOf(1));
});
