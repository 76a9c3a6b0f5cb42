/** What a new project is asked for, with the defaults; every answer is judged by the environment file's own checks. */
import { DEFAULT_MINOR } from "../../catalog/kubernetes";
import { PROFILES } from "../../model/component";
import { loadText } from "../../environment/load-file";
import type { Problem } from "../../errors";
import { environmentText } from "./environment-text";
import { newTarget } from "./new-target";

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
  /** @default the one that this version serves */
  readonly target: (typeof newTarget)["name"];
  /** @default "minimal" */
  readonly profile: Profile;
  /** The team that answers for it. @default "platform-team" */
  readonly owner: string;
  /** The cloud's account, as the target writes it. @default EXAMPLE_ACCOUNT, which must be replaced before anything is deployed */
  readonly account: string;
  /** The cloud's region. @default the usual one of the target */
  readonly region: string;
  /** The principals that administer the cluster, as the target names them. @default the usual one of the account */
  readonly admins: readonly string[];
  /** Kubernetes minor. @default the catalog's */
  readonly kubernetesVersion: string;
  /** Names of PostgreSQL servers. @default one, `app`; none in a region whose servers need `caBundle` to be verified */
  readonly databases: readonly string[];
  /** Host name of the ingress; without it there is none. @default none */
  readonly host?: string;
  /** DNS zone that is made for the host. @default none: the host's record is made elsewhere */
  readonly dnsZone?: string;
  /** The bucket of the states. @default none: the states are files in the project's folder */
  readonly stateBucket?: string;
}

/** The cloud's own example of an account: a rehearsal is content with it, a deployment is refused by the provider. */
export const EXAMPLE_ACCOUNT: string = newTarget.account.example;

/** Fills in what was not answered. */
export function completeAnswers(given: Partial<Answers>): Answers {
  const { account = EXAMPLE_ACCOUNT, region = newTarget.region.usual } = given;
  return {
    name: "dev",
    target: newTarget.name,
    profile: "minimal",
    owner: "platform-team",
    admins: [newTarget.principal.usual({ account, region })],
    kubernetesVersion: DEFAULT_MINOR,
    databases: newTarget.knowsAuthorities(region) ? ["app"] : [],
    ...given,
    account,
    region,
  };
}

/** Where each answer stands in the environment file: the beginning of its path. */
const PATHS: { readonly [A in keyof Answers]-?: string } = {
  name: "name",
  target: "target",
  profile: "profile",
  owner: "owner",
  account: `${newTarget.block}.account`,
  region: `${newTarget.block}.region`,
  admins: `${newTarget.block}.admins`,
  kubernetesVersion: "cluster.version",
  databases: "databases",
  host: "ingress.host",
  // Whether the host is in the zone is told of the host.
  dnsZone: "ingress",
  stateBucket: "state",
};

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

/** What is wrong with one answer, in one sentence; undefined if nothing is. */
export function problemWith(answer: keyof Answers, answers: Answers): string | undefined {
  const path = PATHS[answer];
  const found = problemsOf(answers).find(({ place }) => place?.path === path || place?.path?.startsWith(path));
  return found?.message;
}
