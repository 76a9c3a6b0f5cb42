/**
 * What neutral code has to know of a target, as data: no cdktf, no binding of a provider. Each target fills it in under
 * `src/targets/<target>/facts.ts`; the checks of the environment file, `jangada init`, `jangada doctor` and whatever else
 * speaks of accounts, regions or credentials reads it, and names no cloud itself.
 */
import type { z } from "zod";
import type { SectionProblem, Tier } from "./component";
import type { ExistingObject } from "./existing";
import type { Machine } from "./machine";
import type { NewBlock } from "./new-block";
import type { Size } from "./sizes";
import type { TargetName } from "./target-name";

/** How a text is written. */
export interface TextForm {
  readonly pattern: RegExp;
  /** Of what is written otherwise, as the rest of a sentence: `must be 12 digits, in quotes`. */
  readonly error: string;
  /** One that is right. */
  readonly example: string;
}

/** Something that a person names in the target's block, and how it is asked for. */
export interface InputText extends TextForm {
  /** What it is called, in a sentence: `subscription id`. */
  readonly title: string;
  /** For the schema of the file, which editors show. */
  readonly description: string;
}

export interface RegionFacts extends InputText {
  /** Taken where nobody has named one yet. */
  readonly usual: string;
  /** Zones by region, sorted. @default undefined: whoever names a region (a site) knows what is there, and any is taken */
  readonly known?: Readonly<Record<string, readonly string[]>>;
}

/** Those who administer a cluster, as the file names them. */
export interface PrincipalFacts extends TextForm {
  /** What names one, in a sentence that asks for it: `object id`. */
  readonly title: string;
  readonly description: string;
  /** One that is there by convention, for a new file and for remedies. */
  usual(where: { readonly account: string; readonly region: string }): string;
  /** The account that it is of; undefined where that cannot be told from its name. */
  accountOf(principal: string): string | undefined;
}

export interface TagFacts {
  readonly key: TextForm;
  readonly value: TextForm;
  /** How many a resource can carry, the project's own among them. */
  readonly maxCount: number;
  /** Who does not tell keys apart that differ only in case. @default undefined: they are told apart everywhere */
  readonly caseInsensitive?: string;
}

export interface WindowFacts {
  /** Minutes that a window of maintenance has at least, and at most. */
  readonly maintenance: { readonly shortest: number; readonly longest?: number };
  /** The same of the daily window of backups. @default undefined: backups have no window */
  readonly backup?: { readonly shortest: number; readonly longest?: number };
}

/** A place for Terraform's states that all who deploy share. A file is one on every target, and is not listed. */
export interface StateBackendFacts {
  /** Terraform's name of it, and `state.backend` in the file. */
  readonly name: string;
  /** What it is called, in a sentence: `bucket`. */
  readonly title: string;
  /** What the file says of it, beside `backend`. */
  readonly fields: z.ZodRawShape;
  /** How to write it, as a remedy: `state: {backend: …, …}`. */
  readonly example: string;
  /** Fields that hold a region, to be checked as one. */
  readonly regionFields: readonly string[];
  /** The field that names the storage, which one who bootstraps makes. @default undefined: nothing has to be made, `readyMade` says why */
  readonly storageField?: string;
  /** Why nothing has to be made, and what is needed instead. */
  readonly readyMade?: string;
  /** Environment variables without which Terraform does not find it. @default none is needed */
  readonly variables?: readonly string[];
  /** Of a state that cannot be read: how it is taken away by hand. `place` is as `placeOf` says it. */
  removeCommand(place: string): string;
  /** Where a state is, for people, from the configuration of its backend in Terraform's JSON. */
  placeOf(configuration: Readonly<Record<string, unknown>>): string;
  /** Whether what Terraform said, where it could not begin, says that the place itself does not exist. */
  isMissing(said: string): boolean;
  /**
   * Whether it says what a place that was just made says for a while: roles that are not in force yet, a name that is not known
   * everywhere. @default a place that is made can be used at once
   */
  isSettling?(said: string): boolean;
  /** What a place has that `bootstrap` would have made, as the rest of a sentence: `versions, encryption and no public access`. */
  readonly usable: string;
}

/** A command that prints a short-lived credential, as kubectl and the providers start it. */
export interface ExecLogin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Whose credentials are at hand. */
export interface CallerIdentity {
  readonly account: string;
  /** What else the account is known by, by the keys of the target's block. @default nothing */
  readonly accountDetails?: Readonly<Record<string, string>>;
  readonly name: string;
}

/** The command line of the cloud, and what it is for. */
export interface ClientFacts {
  /** The program, as it is looked for on the PATH. */
  readonly command: string;
  /** What it is called. */
  readonly title: string;
  /** Where it comes from. */
  readonly install: string;
  /** How a person logs in. */
  readonly login: string;
  /** How credentials of a given account are taken. */
  loginTo(account: string): string;
  /** Asks whose credentials are at hand. */
  readonly identity: { readonly args: readonly string[]; read(answer: string): CallerIdentity };
  /** A credential for a cluster, from what it publishes (`details` of its attributes). */
  clusterLogin(cluster: {
    readonly clusterName: string;
    readonly details: Readonly<Record<string, string | undefined>>;
  }): ExecLogin;
}

/** A way to a private API server that the cloud brings, beside those that a network has anywhere. */
export interface ApiAccessFacts {
  /** The value of `cluster.api.access`. */
  readonly name: string;
  /** What it is, in brackets behind its name. */
  readonly description: string;
}

/** Parts of a cluster that serve metrics of their own, beside the API server and the kubelets. */
export const CLUSTER_PARTS = ["controller-manager", "scheduler", "etcd", "kube-proxy"] as const;
export type ClusterPart = (typeof CLUSTER_PARTS)[number];

/** What the check of a target's block may look at beside the block. */
export interface BlockCheckContext {
  /** Every section that is right, after defaults, by component name. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** What paths of files are relative to. */
  readonly root: string;
  /** Whether nothing of the real world is reached: files that let one in need not be there. */
  readonly simulated: boolean;
  /** UTC, as YYYY-MM-DD. */
  readonly today: string;
}

/** What the platform would install, and some clusters have as they are made. */
export type BundledPart = "metrics-server" | "snapshot-controller";

/** Sections by the names of their components. */
export type Addition = Readonly<Record<string, unknown>>;

export interface TargetFacts {
  readonly name: TargetName;
  /** What people call the cloud. */
  readonly title: string;
  /** The key of its block, at the top of the file and in each section. */
  readonly block: string;
  /** What the cloud calls an account and a region: the keys of the block at the top of the file. @default `account`, `region` */
  readonly blockKeys?: { readonly account?: string; readonly region?: string };
  /** @default undefined: there are no accounts; it is empty in every environment */
  readonly account?: InputText;
  /** What else the account needs to be known by, by the keys of the block; all of them must be there. @default nothing */
  readonly accountDetails?: Readonly<Record<string, InputText>>;
  readonly region: RegionFacts;
  /** The class of volumes that outlive the loss of a zone, where a region has such. @default none: a volume is of one zone */
  readonly zoneRedundantVolumes?: (region: string) => VolumeClassFacts | undefined;
  /** What else the block holds; read whole, it is `settings` of the environment's facts. @default nothing */
  readonly fields?: z.ZodRawShape;
  /**
   * Checks across the block, as it was written: what is wrong in one field must not hide what is wrong in another. Paths lead from
   * the block, unless they say otherwise. @default none
   */
  check?(written: unknown, context: BlockCheckContext): readonly SectionProblem[];
  /**
   * Whole sections in the place of those that the file has, with what the target adds to them; nothing that is written is another in them, and
   * entries that are added come last. Called with what is written, right or not. @default nothing is added
   */
  add?(written: Readonly<Record<string, unknown>>): Addition;
  /** What else a new file is asked for. @default nothing: account, region and administrators are all of it */
  readonly newBlock?: NewBlock;
  /** What the block names that is there before anything is deployed; `settings` are those of the environment's facts. @default nothing */
  existing?(settings: unknown): readonly ExistingObject[];
  /**
   * The machines that it names, each with what tells whether it is as it was left: no state knows that. `root` is what paths of files are
   * relative to. @default none
   */
  machines?(settings: unknown, root: string): readonly Machine[];
  /** Whether stores of objects are reached through the network alone, so that they have to be told of one. @default false */
  readonly storesInNetwork?: true;
  /** What the key `deployFrom` of the block means. @default undefined: there is no such key, whoever may is let in from everywhere */
  readonly deployFrom?: { readonly description: string };
  /**
   * The key `provider` of the block: one version of the cloud's provider, exactly, that understands all that the bindings write.
   * @default undefined: the version of the bindings is the only one
   */
  readonly providerVersion?: TextForm & { readonly description: string };
  /**
   * Components that this version builds there. A section of any other is refused at its place.
   * @default all
   */
  readonly components?: readonly string[];
  /**
   * Tiers in which nothing is made there: what is published in them is literal, and they have no stack. @default every tier in which something
   * is built has one
   */
  readonly stackless?: readonly Tier[];
  /** @default undefined: nobody names zones */
  readonly zone?: TextForm;
  /** What names a key that exists. @default undefined: there are none */
  readonly keyId?: TextForm;
  /** @default none but those that a network has anywhere */
  readonly apiAccess?: readonly ApiAccessFacts[];
  /** @default undefined: who administers a cluster is nothing that the cloud knows */
  readonly principal?: PrincipalFacts;
  readonly tags: TagFacts;
  readonly names: {
    /** Characters of an environment's name: what else a physical name holds must fit behind it. */
    readonly environment: number;
  };
  readonly windows: WindowFacts;
  /**
   * Roles that the cloud's own PostgreSQL servers bring, and that reach beyond one database: a regular expression, as PostgreSQL and bash
   * read it. @default undefined: they bring none
   */
  readonly databaseRoles?: string;
  readonly stateBackends: readonly StateBackendFacts[];
  /** What a node of each size is, the preferred one first. */
  readonly sizes: { readonly [S in Size]: readonly [string, ...string[]] };
  /** @default undefined: no client beside kubectl is needed */
  readonly client?: ClientFacts;
  /** Terraform's providers beside `kubernetes`, `helm`, `random` and `tls`, as their bindings are called. */
  readonly providers: readonly string[];
  /** Beginnings of the environment variables from which those providers take credentials and settings. */
  readonly environmentVariables: readonly string[];
  /** Whether the certificates of managed databases in a region are verified by what the package carries. @default everywhere */
  knowsAuthorities?(region: string): boolean;
  /** Parts of the cluster whose metrics nobody in it can read. @default none */
  readonly hiddenParts?: readonly ClusterPart[];
  /** What every cluster there has from the first day on, kept up by the cloud: installed a second time, it would stand in its own way. @default nothing */
  readonly bundled?: readonly BundledPart[];
  /**
   * Where API servers listen beside 443, as pods meet them: a network policy is asked after the Service's address was replaced by a
   * server's own. @default 443 alone
   */
  readonly apiServerPort?: number;
  /** Whether kubelets serve with certificates that nobody signed, so that who asks them can only trust the network. @default false */
  readonly unsignedKubelets?: boolean;
  /** Hosts that a deployment talks to. */
  hosts(region: string): readonly string[];
  /** What an app of one's own imports to serve it. */
  readonly entry: { readonly module: string; readonly className: string };
}

/** A StorageClass, as far as a target decides it. */
export interface VolumeClassFacts {
  readonly name: string;
  readonly provisioner: string;
  readonly parameters: Readonly<Record<string, string>>;
}
