/** What a new project is asked for, with the defaults; every answer is judged by the environment file's own checks. */
import { awsRegions } from "../../targets/eks/regions";
import { DEFAULT_MINOR } from "../../catalog/kubernetes";
import { PROFILES } from "../../model/component";
import { knowsAuthorities } from "../../constructs/postgres-db/aws/certificate-authorities";
import { loadText } from "../../environment/load-file";
import type { Problem } from "../../errors";
import { environmentText } from "./environment-text";

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
  /** Only `eks` is served by this version. @default "eks" */
  readonly target: "eks";
  /** @default "minimal" */
  readonly profile: Profile;
  /** The team that answers for it. @default "platform-team" */
  readonly owner: string;
  /** AWS account id, 12 digits. @default EXAMPLE_ACCOUNT, which must be replaced before anything is deployed */
  readonly account: string;
  /** AWS region. @default "eu-west-1" */
  readonly region: string;
  /** ARNs of the IAM roles and users that administer the cluster. @default the role `platform-admin` of the account */
  readonly admins: readonly string[];
  /** Kubernetes minor. @default the catalog's */
  readonly kubernetesVersion: string;
  /** Names of PostgreSQL servers. @default one, `app`; none in a region whose servers need `caBundle` to be verified */
  readonly databases: readonly string[];
  /** Host name of the ingress; without it there is none. @default none */
  readonly host?: string;
  /** DNS zone that is made for the host. @default none: the host's record is made elsewhere */
  readonly dnsZone?: string;
  /** S3 bucket of the states. @default none: the states are files in the project's folder */
  readonly stateBucket?: string;
}

/** AWS's own example of an account: a rehearsal is content with it, a deployment is refused by the provider. */
export const EXAMPLE_ACCOUNT = "123456789012";

/** Fills in what was not answered. */
export function completeAnswers(given: Partial<Answers>): Answers {
  const { account = EXAMPLE_ACCOUNT, region = "eu-west-1" } = given;
  const partition = awsRegions[region]?.partition ?? "aws";
  return {
    name: "dev",
    target: "eks",
    profile: "minimal",
    owner: "platform-team",
    admins: [`arn:${partition}:iam::${account}:role/platform-admin`],
    kubernetesVersion: DEFAULT_MINOR,
    databases: knowsAuthorities(region) ? ["app"] : [],
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
  account: "aws.account",
  region: "aws.region",
  admins: "aws.admins",
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
