/** Everything secret of an environment, as it would be seen in a log: a line of each that nothing else has. */
import type { HostsEnvironment } from "./environment";
import type { TestHost } from "./test-host";

export interface Secret {
  readonly name: string;
  readonly text: string;
}

export function secretsOf(
  { secrets, token }: HostsEnvironment,
  tokens: readonly string[] = [token],
): readonly Secret[] {
  const keys = Object.entries(secrets).filter(([path]) => path.endsWith(".key"));
  const encryption = /secret: "([^"]+)"/.exec(secrets["jangada/encryption.yaml"] ?? "")?.[1] ?? "";
  return [
    ...[...new Set(tokens.map((one) => one.slice(one.indexOf(".") + 1)))].map((text) => ({ name: "token", text })),
    { name: "encryption key", text: encryption },
    // The line in the middle of a key: those at its ends say of what kind it is.
    ...keys.map(([name, text]) => ({ name, text: text.split("\n")[2] ?? "" })),
  ];
}

/** As it is, and as it would be in the middle of something in Base64, at each of the three places where it may begin. */
const formsOf = ({ text }: Secret): readonly string[] => [
  text,
  ...[0, 1, 2].map((before) => {
    const whole = Buffer.from(" ".repeat(before) + text).toString("base64");
    return whole.slice(Math.ceil((before * 4) / 3), Math.floor((before + text.length) / 3) * 4);
  }),
];

/** Of some texts, those in which it stands. */
export const seenIn = (secret: Secret, texts: readonly string[]): readonly string[] =>
  texts.filter((text) => formsOf(secret).some((form) => text.includes(form)));

export interface Leftovers {
  /** Where no secret has to be: in homes, logs, leftovers, the journal, a stage's own folder. */
  readonly found: readonly string[];
  /** Where some are placed: `<mode> <owner> <path>`. */
  readonly placed: readonly string[];
}

export async function leftovers(host: TestHost, secrets: readonly Secret[]): Promise<Leftovers> {
  await host.put({ patterns: secrets.flatMap(formsOf).join("\n") + "\n" });
  const lines = async (command: string): Promise<readonly string[]> =>
    (await host.root(command)).split("\n").filter(Boolean);
  const found = await lines(
    "mv /home/ops/patterns /root/patterns; grep -rlF -f /root/patterns /home /tmp /var/log /var/tmp /var/lib/jangada /run/log /run/jangada /root/.[a-z]* 2>/dev/null --exclude-dir=snapshots || true; journalctl --no-pager -q | grep -F -f /root/patterns || true",
  );
  const placed = await lines(
    "grep -rlF -f /root/patterns /etc /var/lib/kubelet /var/lib/jangada/snapshots 2>/dev/null | sort | xargs -r stat -c '%a %U %n'; rm /root/patterns",
  );
  return { found, placed };
}
