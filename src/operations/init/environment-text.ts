/** The first environment file of a project, as a person would write it. */
import type { Answers } from "./answers";
import { blockKeys } from "../../environment/target-fields";
import type { WrittenAnswers } from "../../model/new-block";
import type { TargetFacts } from "../../model/target-facts";
import { yamlQuoted, yamlScalar } from "../../model/yaml-scalar";
import { newTarget } from "./new-target";

/** From the environment's folder to the schema that the package carries, for the editor. */
const SCHEMA = "../../../node_modules/jangada/schema/environment.schema.json";

/** @param written what the target itself makes of its answers, where it asks for more than an account */
export function environmentText(answers: Answers, written?: WrittenAnswers): string {
  const { name, target, profile, owner, account, accountDetails, region, admins, kubernetesVersion, databases } =
    answers;
  const facts = newTarget(target);
  const keys = blockKeys(facts);
  const lines = [
    `# yaml-language-server: $schema=${SCHEMA}`,
    "# The editor completes and checks this file by the schema above. `npx jangada validate` tells every mistake with its line.",
    `name: ${yamlScalar(name)} # the folder's name; every physical name begins with it`,
    `target: ${target}`,
    `profile: ${profile} # minimal | standard | full: cost and redundancy differ, safety never does`,
    `owner: ${yamlScalar(owner)}`,
    `${facts.block}:`,
    ...(facts.account
      ? [
          `  ${keys.account}: ${yamlQuoted(account)} # credentials of any other are refused; in quotes, as it may begin with zeros`,
        ]
      : []),
    ...Object.entries(accountDetails).map(([key, value]) => `  ${key}: ${yamlQuoted(value)}`),
    `  ${keys.region}: ${yamlScalar(region)}`,
    ...(facts.principal
      ? [
          "  # They administer the cluster, and nobody else does: whoever deploys must be among them.",
          `  admins: [${admins.map(yamlQuoted).join(", ")}]`,
        ]
      : []),
    ...indented(written?.block),
    ...stateLines(answers, facts),
    "cluster:",
    `  version: ${yamlQuoted(kubernetesVersion)} # raise it one minor at a time`,
    ...indented(written?.cluster),
    ...(databases.length > 0
      ? [
          "# A PostgreSQL server each, with one logical database and one role of its name.",
          `databases: [${databases.map((database) => `{ name: ${yamlScalar(database)} }`).join(", ")}]`,
        ]
      : []),
    ...ingressLines(answers),
  ];
  return `${lines.join("\n")}\n`;
}

const indented = (lines: readonly string[] = []): readonly string[] => lines.map((line) => `  ${line}`);

function stateLines({ stateBucket }: Answers, { stateBackends: [shared] }: TargetFacts): readonly string[] {
  if (!shared) return ["state: { backend: local }"];
  const { name, storageField } = shared;
  if (storageField !== undefined && stateBucket !== undefined) {
    return [
      `state: { backend: ${name}, ${storageField}: ${yamlScalar(stateBucket)} } # \`npx jangada bootstrap\` makes it`,
    ];
  }
  const place =
    storageField === undefined
      ? `{ backend: ${name} }, found by ${(shared.variables ?? []).join(", ")} of the shell`
      : `{ backend: ${name}, ${storageField}: … }, and \`npx jangada bootstrap\``;
  return [`# Good for a first look. Before anything is shared: ${place}.`, "state: { backend: local }"];
}

function ingressLines({ host, dnsZone }: Answers): readonly string[] {
  if (host === undefined) return [];
  const zone = dnsZone === undefined ? "" : `, dnsZone: { name: ${yamlScalar(dnsZone)} }`;
  return [`ingress: { host: ${yamlScalar(host)}${zone} }`];
}
