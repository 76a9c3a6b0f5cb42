/** The first environment file of a project, as a person would write it. */
import type { Answers } from "./answers";
import { blockKeys } from "../../environment/target-fields";
import { newTarget, type NewTarget } from "./new-target";

/** From the environment's folder to the schema that the package carries, for the editor. */
const SCHEMA = "../../../node_modules/jangada/schema/environment.schema.json";

export function environmentText(answers: Answers): string {
  const { name, target, profile, owner, account, accountDetails, region, admins, kubernetesVersion, databases } =
    answers;
  const facts = newTarget(target);
  const keys = blockKeys(facts);
  const lines = [
    `# yaml-language-server: $schema=${SCHEMA}`,
    "# The editor completes and checks this file by the schema above. `npx jangada validate` tells every mistake with its line.",
    `name: ${scalar(name)} # the folder's name; every physical name begins with it`,
    `target: ${target}`,
    `profile: ${profile} # minimal | standard | full: cost and redundancy differ, safety never does`,
    `owner: ${scalar(owner)}`,
    `${facts.block}:`,
    `  ${keys.account}: ${quoted(account)} # credentials of any other are refused; in quotes, as it may begin with zeros`,
    ...Object.entries(accountDetails).map(([key, value]) => `  ${key}: ${quoted(value)}`),
    `  ${keys.region}: ${scalar(region)}`,
    "  # They administer the cluster, and nobody else does: whoever deploys must be among them.",
    `  admins: [${admins.map(quoted).join(", ")}]`,
    ...stateLines(answers, facts),
    "cluster:",
    `  version: ${quoted(kubernetesVersion)} # raise it one minor at a time`,
    ...(databases.length > 0
      ? [
          "# A PostgreSQL server each, with one logical database and one role of its name.",
          `databases: [${databases.map((database) => `{ name: ${scalar(database)} }`).join(", ")}]`,
        ]
      : []),
    ...ingressLines(answers),
  ];
  return `${lines.join("\n")}\n`;
}

function stateLines({ stateBucket }: Answers, { stateBackends: [shared] }: NewTarget): readonly string[] {
  if (!shared || stateBucket === undefined) {
    const place = `{ backend: ${shared?.name}, ${shared?.storageField}: … }`;
    return [
      ...(shared
        ? [`# Good for a first look. Before anything is shared: ${place}, and \`npx jangada bootstrap\`.`]
        : []),
      "state: { backend: local }",
    ];
  }
  const { name, storageField = "" } = shared;
  return [`state: { backend: ${name}, ${storageField}: ${scalar(stateBucket)} } # \`npx jangada bootstrap\` makes it`];
}

function ingressLines({ host, dnsZone }: Answers): readonly string[] {
  if (host === undefined) return [];
  const zone = dnsZone === undefined ? "" : `, dnsZone: { name: ${scalar(dnsZone)} }`;
  return [`ingress: { host: ${scalar(host)}${zone} }`];
}

/** Plain where it can only be read as the text that it is; JSON's quotes are YAML's. */
function scalar(text: string): string {
  const plain = /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/.test(text);
  return plain ? text : quoted(text);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
