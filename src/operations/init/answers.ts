/** What a new project is asked for, with the defaults. */
import { DEFAULT_MINOR } from "../../catalog/kubernetes";
import { PROFILES } from "../../model/component";
import type { BlockAnswers } from "../../model/new-block";
import type { TargetFacts } from "../../model/target-facts";
import type { TargetName } from "../../model/target-name";
import { newTarget, newTargets } from "./new-target";

export type Profile = (typeof PROFILES)[number];

/** The profiles to choose from, with what each is for. */
export const PROFILE_CHOICES: readonly { readonly value: Profile; readonly description: string }[] = [
  { value: "minimal", description: "development: one of everything, nothing protected from deletion" },
  { value: "standard", description: "production: survives the loss of a zone, protected" },
  { value: "full", description: "that, and what a large production system adds" },
];

export interface Answers {
  /** Name of the first environment: kebab-case, at most 20 characters. @default "dev" */
  readonly name: string;
  /** Where the cluster runs. @default the first that this version serves */
  readonly target: TargetName;
  /** @default "minimal" */
  readonly profile: Profile;
  /** The team that answers for it. @default "platform-team" */
  readonly owner: string;
  /** The cloud's account, as the target writes it; empty where there are none. @default an example, which must be replaced before anything is deployed */
  readonly account: string;
  /** What else the account is known by, by the keys of the target's block. @default examples, which must be replaced as well */
  readonly accountDetails: Readonly<Record<string, string>>;
  /** The cloud's region. @default the usual one of the target */
  readonly region: string;
  /** The principals that administer the cluster, as the target names them; none where it knows none. @default the usual one of the account */
  readonly admins: readonly string[];
  /** What else the target's block is filled in with, by its own options. @default the usual, of which some are examples */
  readonly block: BlockAnswers;
  /** Kubernetes minor. @default the catalog's */
  readonly kubernetesVersion: string;
  /** Names of PostgreSQL servers. @default one, `app`; none where servers need more to be said of them: `caBundle`, or a store */
  readonly databases: readonly string[];
  /** Host name of the ingress; without it there is none. @default none */
  readonly host?: string;
  /** DNS zone that is made for the host. @default none: the host's record is made elsewhere */
  readonly dnsZone?: string;
  /** The bucket of the states. @default none: the states are files in the project's folder */
  readonly stateBucket?: string;
}

/** Fills in what was not answered. @throws JangadaError INIT_TARGET */
export function completeAnswers(given: Partial<Answers>): Answers {
  const facts = newTarget(given.target ?? (newTargets[0] as TargetFacts).name);
  // The cloud's own example of an account: a rehearsal is content with it, a deployment is refused by the provider.
  const { account = facts.account?.example ?? "", region = facts.region.usual } = given;
  return {
    name: "dev",
    target: facts.name,
    profile: "minimal",
    owner: "platform-team",
    admins: facts.principal ? [facts.principal.usual({ account, region })] : [],
    kubernetesVersion: DEFAULT_MINOR,
    databases: canHaveDatabases(facts, region) ? ["app"] : [],
    ...given,
    account,
    accountDetails: {
      ...Object.fromEntries(Object.entries(facts.accountDetails ?? {}).map(([key, { example }]) => [key, example])),
      ...given.accountDetails,
    },
    region,
    block: completeBlock(facts, given.block ?? {}),
  };
}

/** Whether a server can be had by its name alone. */
function canHaveDatabases({ newBlock, components, knowsAuthorities }: TargetFacts, region: string): boolean {
  const isServed = components?.includes("databases") ?? true;
  return isServed && (newBlock?.databases ?? true) && (knowsAuthorities?.(region) ?? true);
}

function completeBlock({ newBlock }: TargetFacts, given: BlockAnswers): BlockAnswers {
  const usual = (newBlock?.questions ?? []).map(({ option, usual: of }) => [option, of(given)] as const);
  return { ...Object.fromEntries(usual), ...given };
}
