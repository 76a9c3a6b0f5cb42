/** What a new project is asked for, with the defaults; every answer is judged by the environment file's own checks. */
import { DEFAULT_MINOR } from "../../catalog/kubernetes";
import { PROFILES } from "../../model/component";
import { loadText } from "../../environment/load-file";
import type { Problem } from "../../errors";
import { environmentText } from "./environment-text";
import type { TargetName } from "../../model/target-name";
import { blockKeys } from "../../environment/target-fields";
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
  /** The cloud's account, as the target writes it. @default an example, which must be replaced before anything is deployed */
  readonly account: string;
  /** What else the account is known by, by the keys of the target's block. @default examples, which must be replaced as well */
  readonly accountDetails: Readonly<Record<string, string>>;
  /** The cloud's region. @default the usual one of the target */
  readonly region: string;
  /** The principals that administer the cluster, as the target names them. @default the usual one of the account */
  readonly admins: readonly string[];
  /** Kubernetes minor. @default the catalog's */
  readonly kubernetesVersion: string;
  /** Names of PostgreSQL servers. @default one, `app`; none where servers need `caBundle` to be verified, or none are built */
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
  const facts = newTarget(given.target ?? (newTargets[0] as (typeof newTargets)[number]).name);
  // The cloud's own example of an account: a rehearsal is content with it, a deployment is refused by the provider.
  const { account = facts.account.example, region = facts.region.usual } = given;
  const { knowsAuthorities = () => true, components = ["databases"] } = facts;
  return {
    name: "dev",
    target: facts.name,
    profile: "minimal",
    owner: "platform-team",
    admins: [facts.principal.usual({ account, region })],
    kubernetesVersion: DEFAULT_MINOR,
    databases: knowsAuthorities(region) && components.includes("databases") ? ["app"] : [],
    ...given,
    account,
    accountDetails: {
      ...Object.fromEntries(Object.entries(facts.accountDetails ?? {}).map(([key, { example }]) => [key, example])),
      ...given.accountDetails,
    },
    region,
  };
}

/** Where an answer stands in the environment file: the beginning of its path. */
function pathOf(answer: keyof Answers, target: TargetName): string {
  const facts = newTarget(target);
  const keys = blockKeys(facts);
  const paths: { readonly [A in keyof Answers]-?: string } = {
    name: "name",
    target: "target",
    profile: "profile",
    owner: "owner",
    account: `${facts.block}.${keys.account}`,
    accountDetails: facts.block,
    region: `${facts.block}.${keys.region}`,
    admins: `${facts.block}.admins`,
    kubernetesVersion: "cluster.version",
    databases: "databases",
    host: "ingress.host",
    // Whether the host is in the zone is told of the host.
    dnsZone: "ingress",
    stateBucket: "state",
  };
  return paths[answer];
}

/** What is wrong with the answers, each at the path of its field in the file that they would make. */
export function problemsOf(answers: Answers): readonly Problem[] {
  return loadText(environmentText(answers), "environment.yaml", { folder: answers.name }).problems.map(
    ({ code, message, place, remedy }) => ({
      code,
      message,
      ...(place?.path ? { place: { path: place.path } } : {}),
      ...(remedy ? { remedy } : {}),
    }),
  );
}

/**
 * What is wrong with one answer, in one sentence; undefined if nothing is.
 * @param key of `accountDetails`, which of them
 */
export function problemWith(answer: keyof Answers, answers: Answers, key?: string): string | undefined {
  const path = [pathOf(answer, answers.target), ...(key === undefined ? [] : [key])].join(".");
  const found = problemsOf(answers).find(({ place }) => place?.path === path || place?.path?.startsWith(path));
  return found?.message;
}
