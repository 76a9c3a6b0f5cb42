/**
 * A component is what adds a section to the environment file and knows how to build what the section asks for. A new
 * component is a folder with a `component.ts`, and one line in `src/components.ts`.
 */
import type { Construct, IConstruct } from "constructs";
import type { z } from "zod";
import type { ExistingObject } from "./existing";
import type { AttributeShape, Contract } from "./contract";
import type { Observed } from "./observed";
import type { ServiceFacts } from "./resource-facts";
import type { Target, TargetName } from "./target";

/** The layers of an environment, each a stack; a tier may use what the ones before it publish. */
export const TIERS = ["network", "authority", "cluster", "data", "platform", "workloads"] as const;
export type Tier = (typeof TIERS)[number];

export const PROFILES = ["minimal", "standard", "full"] as const;
/** `minimal`: one of everything. `standard`: survives a zone. `full`: that, and what a large production system adds. */
export type Profile = (typeof PROFILES)[number];

/** What every component may know of its environment. */
export interface EnvironmentFacts {
  /** Also the prefix of every physical name. */
  readonly name: string;
  readonly target: TargetName;
  readonly profile: Profile;
  /** Deletion protection, final snapshots, and a refusal to destroy. @default true, except in the `minimal` profile */
  readonly protected: boolean;
  /** The cloud's region; of `kubeadm`, the site's name. */
  readonly region: string;
  /** The cloud's account (an account's number, a subscription's id); empty where a target has none. */
  readonly account: string;
  /** What else the account is known by, such as a tenant. @default undefined: nothing */
  readonly accountDetails?: Readonly<Record<string, string>>;
  /**
   * What else the target's block says, after defaults, in the form that the target's own folder knows. @default undefined: nothing,
   * or something in it is wrong
   */
  readonly settings?: unknown;
  /**
   * Public ranges from which deployments reach what keeps keys and secrets, where the target has such a choice.
   * @default undefined: from within the network alone
   */
  readonly deployFrom?: readonly string[];
  /** The version of the cloud's provider, where the file raises it. @default undefined: the one of the bindings */
  readonly providerVersion?: string;
  /** The principals that administer, as the target writes them; none where the target knows of none. */
  readonly admins: readonly string[];
  readonly owner: string;
  /** On everything that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** The environment file, relative to the project's root. */
  readonly file: string;
}

/** What a section's own check finds; the loader adds file, line and column. */
export interface SectionProblem {
  /** Path within the section; list entries by index. */
  readonly path: readonly (string | number)[];
  /** Whether the path leads from the top of the file instead: what the section needs stands there. @default false */
  readonly fromTop?: boolean;
  /** Whether the value or its key is wrong. @default "value" */
  readonly at?: "value" | "key";
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  /** Those of one cause are told as one, with all of their places. */
  readonly cause?: string;
  /** Path in the whole file of what it is judged by: if something is wrong there, that is told, and not this. */
  readonly reliesOn?: readonly (string | number)[];
  /** A warning is told, and refuses nothing. @default "error" */
  readonly severity?: "error" | "warning";
}

/** A version that a section asks for or brings along; the compatibility guard compares each with all others. */
export interface VersionUse {
  readonly kind: "kubernetes" | "chart" | "add-on" | "postgres" | "image";
  /** Key of `src/catalog/charts.ts`, name of the add-on, of the image as the guard knows it; elsewhere the same as the kind. */
  readonly name: string;
  /** Of Kubernetes the minor, of PostgreSQL the major version; charts, add-ons and images are pinned by the catalog. */
  readonly version?: string;
  /** Path within the section that it comes from. */
  readonly path: readonly (string | number)[];
}

/** What defaults and checks may look at. `sections` holds every section, after defaults. */
export interface SectionContext {
  readonly facts: EnvironmentFacts;
  readonly sections: Readonly<Record<string, unknown>>;
  /** What the components show of these sections. @default nothing */
  observed?(): Required<Observed>;
}

/** What other stacks can be told of. */
export interface Publishable {
  readonly attributes: unknown;
  /** Whether something of it is secret: Terraform shows none of it then. @default false */
  readonly sensitive?: boolean;
}

/** Building one tier of one component of one environment. */
export interface Deployment<Section> {
  /** The component's own scope within the tier's stack; its id is the component's name. */
  readonly scope: Construct;
  readonly facts: EnvironmentFacts;
  readonly section: Section;
  /** Every section, by component name. */
  readonly sections: Readonly<Record<string, unknown>>;
  readonly target: Target;
  /** Marks a construct as coming from a path within this section, such as `orders` (of `databases.orders`). */
  from<C extends IConstruct>(path: string, construct: C): C;
  /** Offers an instance to later components, and through named outputs to the stacks of later tiers. */
  publish<P, I extends IConstruct & Publishable, S extends AttributeShape>(
    contract: Contract<P, I, S>,
    name: string,
    instance: I,
  ): void;
  /**
   * The instance that was published under that name: the object itself within one stack, else one made from the outputs of
   * the tier that published it, in which what was literal (zones, versions, map keys) is literal again.
   * @throws JangadaError NOT_PUBLISHED if no component of this or an earlier tier publishes it.
   */
  require<P, I extends IConstruct, S extends AttributeShape>(contract: Contract<P, I, S>, name: string): I;
  /** Whether `require` would find it. */
  offers(contract: { readonly name: string }, name: string): boolean;
  /** Secrets of administrators in the cloud's store, of all components that published something in this or an earlier tier. */
  administrators(): readonly StoredSecret[];
  /** What every component of the environment shows of its section. */
  observed(): Required<Observed>;
  /** The physical name from which a renamed thing was moved, if the file's `moved` says so; else the name itself. */
  physicalName(path: string, name: string): string;
}

/** A component's section and what is published, without a place to build in. */
export type Published<Section> = Pick<Deployment<Section>, "section" | "offers" | "require">;

/** A secret that the cloud made in its store under a name of its own, and the key that encrypts it: both as the cloud names them. */
export interface StoredSecret {
  readonly id: string;
  readonly keyId: string;
}

/**
 * What one target adds to a component: defaults and checks of the target's own block in the section, data without cdktf from
 * the target's folder in the component's. On another target the block is read for its form alone.
 */
export interface TargetPart<Section = unknown> {
  /** Beneath what the file says, above the component's own. */
  defaults?(facts: EnvironmentFacts, given: Readonly<Record<string, unknown>>): unknown;
  /** Beside the component's own. */
  check?(section: Section, context: SectionContext): readonly SectionProblem[];
  /** Beside the component's own. */
  versions?(section: Section, context: SectionContext): readonly VersionUse[];
  /** Beside the component's own. */
  existing?(section: Section, context: SectionContext): readonly ExistingObject[];
  /** Beside the component's own. Loaded when it is asked for. */
  observed?(section: Section, context: SectionContext): Observed;
}

/** A field that stood elsewhere, or was called otherwise: refused at its place, with what to write instead. */
export interface RenamedField {
  /** Where it stood: keys within the section, joined by dots, `*` for any key or position (`pools.*.min`). */
  readonly former: string;
  /** Where it stands now, the same way; one that begins with `/` is told from the top of the file (`/<block>.admins`). */
  readonly now: string;
  /**
   * The whole remedy, a sentence, where more than the place has changed. May throw for a value that it makes nothing of.
   * @param entry the map that it stands in, as written
   * @default the value as it is, at the new place
   */
  remedy?(value: unknown, entry: Readonly<Record<string, unknown>>, context: RenamedContext): string;
}

/** What a remedy may look at. */
export interface RenamedContext extends SectionContext {
  /** The section as written. */
  readonly section: unknown;
}

/** What a component needs of another one. */
export interface Requirement<Section = unknown> {
  /** Name of the contract that some component `provides`: `network`, `k8s-cluster`, `secrets`, … */
  readonly what: string;
  /** What it is for: a clause that completes "to …" (`make the services' passwords`). */
  readonly to: string;
  /** Whether the section does without; if it is there, it comes first all the same. @default false: it is refused without */
  readonly optional?: boolean;
  /**
   * Where in the section it is asked for: paths within it; none if it is not. @default by the section as a whole, unless that is
   * an empty list
   */
  askedBy?(section: Section, context: SectionContext): readonly (readonly (string | number)[])[];
}

/** A component that cannot be in one environment with another one. */
export interface Conflict<Section = unknown> {
  /** The other component's name. */
  readonly with: string;
  /** Why not, a whole sentence. */
  readonly because: string;
  /** What to do, a whole sentence. @default to leave out one of the two */
  readonly remedy?: string;
  /**
   * Where the two meet: a path within each section; undefined where they get along.
   * @default always, section against section
   */
  meets?(
    section: Section,
    other: unknown,
    context: SectionContext,
  ): { readonly path: readonly (string | number)[]; readonly other: readonly (string | number)[] } | undefined;
}

/**
 * What a section may hold, what is filled in, and what is checked. Loaded with the first file that has the section: schemas take
 * their time to be made, and most files have some of the sections.
 */
export interface SectionRules<Schema extends z.ZodType = z.ZodType> {
  /** The section after profile defaults were filled in. Every field is described: editors show the descriptions. */
  readonly schema: Schema;
  /** What the profile fills in where the file says nothing; merged key by key under what the file says. */
  defaults?(facts: EnvironmentFacts, given: Readonly<Record<string, unknown>>): unknown;
  /** Checks across fields and sections. */
  check?(section: z.output<Schema>, context: SectionContext): readonly SectionProblem[];
  /** The versions that this section asks for or brings along, for the compatibility guard. */
  versions?(section: z.output<Schema>, context: SectionContext): readonly VersionUse[];
  /** What the section names that exists already: a rehearsal is told of it. */
  existing?(section: z.output<Schema>, context: SectionContext): readonly ExistingObject[];
  /** What each target adds. Loaded where the file is deployed to it. */
  readonly targets?: { readonly [T in TargetName]?: () => TargetPart<z.output<Schema>> };
  /** Spellings of earlier versions, in the section. */
  readonly renamed?: readonly RenamedField[];
}

/** A component by what is known of it without its section. Nothing that it names by a function is loaded before it is asked for. */
export interface Component<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  /** The section's key in the environment file. */
  readonly name: Name;
  /** What the section may hold. */
  readonly rules: () => SectionRules<Schema>;
  /**
   * Whether a file that leaves the section out has it all the same, as its defaults make it. @default false: such a file goes
   * without, and nothing of the section is loaded
   */
  readonly filledIn?: boolean;
  /** What is known of the resources that come of the section. */
  facts?(): readonly ServiceFacts[];
  /** What observability reads, shows and alerts on of the section. */
  observed?(section: z.output<Schema>, context: SectionContext): Observed;
  /**
   * What stands with the cloud of a component that runs in the cluster itself, in words: `bucket`. @default none: a component
   * that is built before the cluster has pods is the cloud's as a whole, any other the cluster's
   */
  managedParts?(section: z.output<Schema>): readonly string[];
  /** Lists of named things in this section (`pools`, or `""` for the section itself): renaming one needs a `moved` entry. */
  readonly named?: readonly string[];
  /** What is built in which tier. */
  readonly build: { readonly [T in Tier]?: (deployment: Deployment<z.output<Schema>>) => void };
  /** The targets on which there is something to build in a tier. @default all */
  readonly buildsOn?: { readonly [T in Tier]?: readonly TargetName[] };
  /**
   * Ids of the scopes in which it stands within a stack: addresses derive from them. Another than its name where it was a
   * part of another component once. @default its name
   */
  readonly scope?: readonly string[];
  /** The secrets of administrators that come with what it published: whoever delivers secrets must reach these, too. */
  administrators?(published: Published<z.output<Schema>>): readonly StoredSecret[];
  /** What it publishes for others, by the contracts' names, in the tier that publishes it. @default nothing */
  readonly provides?: { readonly [T in Tier]?: readonly string[] };
  /**
   * What it needs of other components, by the contracts' names: whatever provides it is built first, and a section without it is
   * refused. @default nothing
   */
  readonly requires?: readonly Requirement<z.output<Schema>>[];
  /** Components that cannot be in one environment with this one. Said by one of the two. @default none */
  readonly conflicts?: readonly Conflict<z.output<Schema>>[];
  /** Components that are built before this one in the same tier, though it requires nothing of them. @default none */
  readonly after?: readonly string[];
}

/** Gives a component its inferred types. */
export function defineComponent<Name extends string, Schema extends z.ZodType>(
  component: Component<Name, Schema>,
): Component<Name, Schema> {
  return component;
}

/** Gives the rules of a section their inferred types. */
export function defineRules<Schema extends z.ZodType>(rules: SectionRules<Schema>): SectionRules<Schema> {
  return rules;
}
