/** From two configurations of one stack to changes that a review judges like any other. */
import * as fs from "node:fs";
import * as path from "node:path";
import { diff } from "../../plan-model/diff";
import { PlanSecrets } from "../../plan-model/plan-secrets";
import { seal } from "../../plan-model/seal";
import { isNodeMap, type Node, plain } from "../../plan-model/sealed";
import type { Facts } from "../../../model/resource-facts";
import type { Locate, ResourceChange, Value } from "../../plan-model";
import { type JsonMap, withoutLocalPaths } from "../../selection/content";
import type { SynthesizedStack } from "../../synth";
import { type Block, blocksOf, DECLARATIONS, KINDS } from "./blocks";

export interface Side {
  readonly stack: SynthesizedStack;
  /** Local paths within it are the same on both sides. */
  readonly project: string;
}

export interface CompareOptions {
  /** What is known of resource types. */
  readonly facts: Pick<Facts, "readsFrom">;
  /** The environment file, relative to the project. @default none: places have no line */
  readonly file?: string;
  /** Adds line and column to places in the environment file. @default none are added */
  readonly locate?: Locate;
}

/** What a stack's `cdk.tf.json` changes in what no plan shows. */
export function compareStacks(before: Side, after: Side, options: CompareOptions): readonly ResourceChange[] {
  return compareConfigurations(after.stack.name, readSide(before), readSide(after), options);
}

function readSide({ stack, project }: Side): JsonMap {
  const json = JSON.parse(fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8")) as JsonMap;
  return withoutLocalPaths(json, stack.folder, [project]) as JsonMap;
}

/** @param before, after configurations in Terraform's JSON syntax */
export function compareConfigurations(
  stack: string,
  before: JsonMap,
  after: JsonMap,
  options: CompareOptions,
): readonly ResourceChange[] {
  const { readsFrom } = options.facts;
  const [then, now] = [blocksOf(before, readsFrom), blocksOf(after, readsFrom)];
  // A secret of one side is none to be shown of the other, wherever it stands.
  const secrets = new PlanSecrets();
  for (const side of [before, after]) secrets.collect(side, undefined);
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((address) =>
    changeOf(stack, then.get(address), now.get(address), secrets, options),
  );
}

function changeOf(
  stack: string,
  then: Block | undefined,
  now: Block | undefined,
  secrets: PlanSecrets,
  options: CompareOptions,
): readonly ResourceChange[] {
  const block = now ?? then;
  if (!block) return [];
  const oneSided = !(then?.present && now?.present);
  const [left, right] = [
    unplannedSettings(then, block.planned && oneSided, false),
    unplannedSettings(now, block.planned && oneSided, true),
  ];
  const [before, after] = [sealed(left, secrets), sealed(right, secrets)];
  const attributes = diff(before ?? {}, after ?? {});
  // A block without settings is something, too.
  if (attributes.length === 0 && (block.planned || !oneSided)) return [];
  const source = sourceOf(block, options);
  return [
    {
      stack,
      address: block.address,
      mode: "managed",
      type: typeOf(block, oneSided),
      name: block.name,
      action: "configure",
      createBeforeDestroy: false,
      attributes,
      ...masked("before", before),
      ...masked("after", after),
      component: block.source || isResource(block) ? componentOf(block) : "terraform",
      ...(source ? { source } : {}),
    },
  ];
}

/** Of what comes or goes as a whole the plan tells; it does not tell what is declared of it, and what a new one runs. */
function unplannedSettings(block: Block | undefined, declarationsOnly: boolean, isAfter: boolean): JsonMap | undefined {
  if (!block || !declarationsOnly) return block?.settings;
  const keys = isAfter ? [...DECLARATIONS, "provisioner"] : DECLARATIONS;
  return Object.fromEntries(Object.entries(block.settings).filter(([key]) => keys.includes(key)));
}

/** Not what Terraform itself is told, or reads. */
function isResource({ planned, address, type }: Block): boolean {
  return planned && address.startsWith(`${type}.`) && !["output", "variable", "module"].includes(type);
}

/** A provider that is added guards nothing less than before. */
function typeOf({ type }: Block, oneSided: boolean): string {
  return oneSided && type === KINDS.provider ? `${type}_block` : type;
}

function sealed(settings: JsonMap | undefined, secrets: PlanSecrets): Node {
  return settings && seal(settings, { sensitive: undefined, secrets });
}

function masked<K extends "before" | "after">(
  key: K,
  node: Node,
): { readonly [P in K]?: { readonly [name: string]: Value } } {
  if (!isNodeMap(node)) return {};
  return { [key]: plain(node) } as { readonly [P in K]?: { readonly [name: string]: Value } };
}

function componentOf({ name, source }: Block): string {
  return (source ? /^[^.[]+/.exec(source.path)?.[0] : undefined) ?? name.split("_")[0] ?? name;
}

/** The place of the state stands in the file; of pins and providers the whole file decides. */
function sourceOf({ source, type }: Block, { file, locate }: CompareOptions): ResourceChange["source"] {
  const found = source ?? (file !== undefined && type === KINDS.backend ? { file, path: "state" } : undefined);
  return found && { ...found, ...locate?.(found.file, found.path) };
}
