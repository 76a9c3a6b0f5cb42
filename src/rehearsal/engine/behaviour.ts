/**
 * What a resource type does beyond its schema. The provider engine (validate, plan, apply, read, import) is generic; a
 * behaviour adds what only that type knows. Every member is optional: a type without a behaviour gets ids and values by
 * the schema alone.
 */
import type { HostShell } from "../hosts/shell";
import type { ExistingObjects } from "../../model/existing";
import type { BlockSchema } from "../../schemas/provider-schema";
import type { Diagnostic, Session } from "../protocol/handlers";
import type { Value, ValueObject } from "../protocol/value";
import type { BelievableTexts } from "./believable-texts";
import type { ProviderFormats } from "./formats";
import type { HandMadeChanges } from "./hand-made";
import type { ReferenceRule } from "./references";
import type { ClusterType } from "../world/cluster-type";
import type { World, WorldObject } from "../world/world";

/** What a behaviour may look at. */
export interface BehaviourContext {
  readonly world: World;
  readonly session: Session;
  readonly type: string;
  /** The realm in which the object lives (see WorldObject.realm). */
  readonly realm: string;
  /** A stable pseudo-random hex string from the world's seed and the given words. */
  digest(...words: string[]): string;
}

export interface ResourceBehaviour {
  /** The realm that an object with these attributes lives in. @default the provider's (its account and region, or cluster) */
  realm?(session: Session, attributes: ValueObject): string;
  /**
   * Arguments (dotted paths; into blocks by their first element) that make the id. Where they are given and there is no
   * `id`, a second object of the same is refused as existing already.
   * @default every required argument, and the usual names if they are set; two objects of the same get ids of their own
   */
  identity?: readonly string[];
  /** The cloud's words when an object of the new one's id exists already; `{id}` and `{type}` are filled in. */
  exists?: { readonly code: string; readonly message: string };
  /**
   * Changes the planned state in place: values the provider computes at plan, or marks unknown again.
   * `prior` is null on create. Returned diagnostics refuse the plan. Called after defaults and unknowns are filled in.
   */
  plan?(
    context: BehaviourContext,
    planned: ValueObject,
    prior: ValueObject | null,
    config: ValueObject,
  ): readonly Diagnostic[] | void;
  /** Dotted paths that must be replaced for reasons the schema does not tell. */
  replace?(context: BehaviourContext, planned: ValueObject, prior: ValueObject): readonly string[];
  /**
   * The id of a new object. What comes out as the id of one that exists (a name that is taken) is refused; where the
   * cloud allows two alike, their ids must differ.
   */
  id?(context: BehaviourContext, planned: ValueObject): string;
  /**
   * The computed values of a new or changed object, by attribute name; nested computed values by replacing the whole block
   * or attribute. Only what is unknown in the plan is taken over. `state` already holds the id.
   */
  computed?(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): { [name: string]: Value };
  /** What the cloud refuses at create or update. */
  refuse?(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): readonly Diagnostic[];
  /** What the cloud refuses at delete. */
  refuseDelete?(context: BehaviourContext, object: WorldObject): readonly Diagnostic[];
  /** Side effects in the world after the object is written: things the cloud makes by itself (a default security group, …). */
  created?(context: BehaviourContext, object: WorldObject): void;
  /** The same after an update. */
  updated?(context: BehaviourContext, object: WorldObject, before: WorldObject): void;
  /** The same after it is removed. */
  deleted?(context: BehaviourContext, object: WorldObject): void;
  /** Changes what a read returns, from what else exists in the world (in place). */
  read?(context: BehaviourContext, state: ValueObject): void;
  /**
   * Changes the state that an older version of the type's schema wrote (JSON, as in the state file) before it is brought to
   * today's form.
   */
  upgrade?(state: { readonly [name: string]: unknown }, version: number): { readonly [name: string]: unknown };
  /** Splits an import id into the arguments that find the object. @default the id is the object's id */
  import?(context: BehaviourContext, id: string): WorldObject | undefined;
}

export interface DataSourceBehaviour {
  /** Reads it. `config` is wholly known. Return the state: configuration plus computed values. */
  read(context: BehaviourContext, config: ValueObject): { state?: ValueObject; diagnostics?: readonly Diagnostic[] };
}

/** A resource that lives for one command and is in no state: what write-only arguments are given. */
export interface EphemeralBehaviour {
  /** Its arguments and what it says: the schema files hold none of these. */
  readonly schema: BlockSchema;
  /** `config` is wholly known. Return the configuration plus computed values. */
  open(context: BehaviourContext, config: ValueObject): ValueObject;
}

/** What one provider adds to the engine. */
export interface ProviderBehaviour {
  readonly name: string;
  /** The protocol that its real one speaks; nested attributes need 6. @default 5 */
  readonly protocol?: 5 | 6;
  /** Which argument names what. @default nothing is named */
  readonly references?: readonly ReferenceRule[];
  /** Formats that it checks in its own way. @default as everybody does */
  readonly formats?: ProviderFormats;
  /** Types of its resources that are Kubernetes clusters: other providers reach them by their endpoints. @default none */
  readonly clusterTypes?: readonly ClusterType[];
  /** What hosts do that are reached by SSH, if its clusters stand on such. @default there are none */
  readonly hostShell?: HostShell;
  /** What happens to its cloud by hand. @default nothing */
  readonly handMade?: HandMadeChanges;
  /** Made-up texts that are like its cloud's. @default as everybody's */
  readonly texts?: BelievableTexts;
  /**
   * Its objects live in the state alone, as those of random and tls: nothing is put into the world, a read returns the
   * state as it came, a delete forgets it, and neither ids nor names need be unique. The id is what `computed` returns for
   * it (there may be none), and an import takes the attributes of what `import` returns. @default false
   */
  readonly stateOnly?: boolean;
  /**
   * Whether the API that the configuration names answers (a cluster that is not there does not). Asked before every read,
   * create, update, delete, import and data source; what it returns is what they fail with. @default it answers
   */
  checkReachable?(context: BehaviourContext): readonly Diagnostic[];
  /** Puts into the world what an environment names that exists in this provider's cloud. What is there already stays as it is. */
  addExisting?(world: World, things: ExistingObjects): void;
  /** Checks and keeps what `provider` blocks say. */
  configure?(session: Session, config: ValueObject): readonly Diagnostic[];
  /** The realm of an object for which its type names none. */
  realm(session: Session, attributes: ValueObject): string;
  resource(type: string): ResourceBehaviour | undefined;
  dataSource(type: string): DataSourceBehaviour | undefined;
  /** By type. @default none */
  readonly ephemeral?: { readonly [type: string]: EphemeralBehaviour };
  /** Applies to every resource of the provider, before the type's own plan (default tags, region, …). */
  planAll?(context: BehaviourContext, planned: ValueObject, prior: ValueObject | null, config: ValueObject): void;
  /** Computed values that any resource of the provider may have (`tags_all`, `region`, `owner_id`, …). */
  computedAll?(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): { [name: string]: Value };
}
