/**
 * What is known of resource types beyond their schemas. It is written once: with the service (`src/providers/<provider>/
 * <service>/facts.ts`), or where it speaks of fields of the environment file with the component (`src/constructs/<component>/…/
 * facts.ts`). Review, drift and the simulated clouds are engines that take these lists; none of them knows a type by name.
 */
import type { FileField, MadeByCloud, NoiseRule, MirroredAttribute } from "./drift-facts";
import type { ApplyRefusal } from "./apply-refusal";
import type { FileList } from "./file-list";
import type { Condition, RiskRule } from "./risk";
import type { DividedNumbers } from "./spread";

/** Each list is optional: a service tells what there is to tell. */
export interface ServiceFacts {
  /** Types whose objects hold something that cannot be made again, and what: it goes into "It is deleted, and holds …". */
  readonly holdsData?: Readonly<Record<string, string>>;
  /** Types that are paid for by the hour for being there. */
  readonly billed?: readonly string[];
  /** What changes of the service's types put at risk. */
  readonly rules?: readonly RiskRule[];
  /** When another service's rule is silent: what this one knows to do no harm. */
  readonly exceptions?: readonly RuleException[];
  /** Types whose unchanged resources count, too, when one changes: firewall rules of a group add up. */
  readonly judgedTogether?: readonly string[];
  /** Types of data sources that are where they read from: the attributes that say so are compared, as no plan shows them. */
  readonly readsFrom?: Readonly<Record<string, readonly string[]>>;
  /** What no cloud takes back. */
  readonly irreversible?: readonly Irreversible[];
  /** What the cloud refuses only when a plan is applied. */
  readonly refusedAtApply?: readonly ApplyRefusal[];
  /** Differences that are no drift. */
  readonly noise?: readonly NoiseRule[];
  /** Attributes that repeat what separate resources manage (a security group's rules): showing them there is no drift. */
  readonly mirrored?: readonly MirroredAttribute[];
  /** What the cloud makes by itself, or leaves behind by design. */
  readonly madeByCloud?: readonly MadeByCloud[];
  /** Which field of the environment file decides an attribute. */
  readonly fileFields?: readonly FileField[];
  /** Lists of the environment file whose entries are found again in resources. */
  readonly fileLists?: readonly FileList[];
  /** Numbers of the environment file that are divided over several resources. */
  readonly dividedNumbers?: readonly DividedNumbers[];
  /** How entries of the environment file are called in reports, by their paths. */
  readonly fileEntries?: readonly FileEntry[];
  /** By resource type: the path of the file entry that a resource of this type represents as a whole (a database, a cluster). */
  readonly fileEntryOfType?: Readonly<Record<string, string>>;
  /** How attributes are called in the environment file, by type and path: positions and names of entries are `*`. */
  readonly fieldLabels?: Readonly<Record<string, Readonly<Record<string, FieldLabel>>>>;
}

/** Of all services and components together. */
export type Facts = { readonly [K in keyof ServiceFacts]-?: NonNullable<ServiceFacts[K]> };

export interface RuleException {
  /** The rule's id. */
  readonly rule: string;
  readonly unless: Condition;
}

export interface Irreversible {
  readonly types: readonly string[];
  /** The attribute's whole path. */
  readonly attribute: string;
  /** Whether the way from the real value to the wanted one is closed. */
  readonly closed: (real: unknown, wanted: unknown) => boolean;
  readonly reason: string;
  /** Where the cloud says so. */
  readonly source: string;
}

/** An entry of the environment file, and what reports call it. */
export interface FileEntry {
  /** Such as `databases.*`; `*` is a name. */
  readonly path: string;
  /** Such as `database`. */
  readonly label: string;
}

export interface FieldLabel {
  /** The field, as the environment file or a person calls it. */
  readonly field: string;
  readonly unit?: string;
}
