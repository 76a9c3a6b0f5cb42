/** Everything secret of an environment, as it would be seen in a log: a line of each that nothing else has. */
import type { HostsEnvironment } from "./environment";

export interface Secret {
  readonly name: string;
  readonly text: string;
}

export function secretsOf({ secrets, token }: HostsEnvironment): readonly Secret[] {
  const keys = Object.entries(secrets).filter(([path]) => path.endsWith(".key"));
  const encryption = /secret: "([^"]+)"/.exec(secrets["jangada/encryption.yaml"] ?? "")?.[1] ?? "";
  return [
    { name: "token", text: token.slice(token.indexOf(".") + 1) },
    { name: "encryption key", text: encryption },
    // The line in the middle of a key: those at its ends say of what kind it is.
    ...keys.map(([name, text]) => ({ name, text: text.split("\n")[2] ?? "" })),
  ];
}
