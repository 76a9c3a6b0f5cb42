/** The secrets that a program was given by its environment variables: what it says may repeat them. */
import { KnownSecrets } from "./known-secrets";
import { isNamedSecret } from "./named-value";
import { scanText } from "./scan-text";
import { isWords } from "./values";

export function environmentSecrets(
  env: Readonly<Record<string, string | undefined>>,
  known = new KnownSecrets(),
): KnownSecrets {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value === "") continue;
    // A word (`simulated`, `none`) would be taken out of every sentence.
    if (!isWords(value) && isNamedSecret(name.replace(/^TF_VAR_/, ""), value, "hide")) known.add(value);
    for (const { secrets } of scanText(value, "hide").spans) for (const secret of secrets) known.add(secret);
  }
  return known;
}
