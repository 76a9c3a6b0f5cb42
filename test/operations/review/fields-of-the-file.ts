/**
 * Holds what is told of a change, and what a drifted value is taken over into, to what the environment file calls it: every field is
 * changed in a file, and looked for in what is told.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { facts } from "../../../src/facts";
import { valuesAt } from "../../../src/model/plan-values";
import { readPlan, type ResourceChange, type Value } from "../../../src/operations/plan-model";
import { summaryOf } from "../../../src/operations/review/describe-entry";
import { synth } from "../../../src/operations/synth";
import { loadSchema, schemaNames } from "../../../src/schemas/load";
import type { BlockSchema } from "../../../src/schemas/provider-schema";
import { writeProject } from "../../helpers/project";
import { planOf } from "../plan-model/plans";
import { change } from "../risk/changes";

type Json = { readonly [key: string]: unknown };
export type Side = "before" | "after";

/** A field (a path within the thing), what it says before and after, and how that is told where it is not as the file has it. */
export interface Field {
  readonly thing: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly told?: string;
}

export interface FileOfFields {
  readonly fields: readonly Field[];
  /** What is called by people's words: the file has several fields for the one, and none for the other. */
  readonly noFields: readonly string[];
  /** The file; `section` is what the fields of a thing make of it. */
  file(side: Side, section: (thing: string) => Json): Json;
  /** The resource types of which every fact about a field is to be met here. */
  judges(type: string, attribute: string): boolean;
}

function sectionOf(fields: readonly Field[], thing: string, side: Side): Json {
  const section: Record<string, unknown> = {};
  for (const { field, [side]: value } of fields.filter((one) => one.thing === thing)) {
    const steps = field.split(".");
    const last = steps.pop() ?? "";
    const inner = steps.reduce<Record<string, unknown>>(
      (at, step) => (at[step] ??= {}) as Record<string, unknown>,
      section,
    );
    inner[last] = value;
  }
  return section;
}

interface Resource {
  readonly type: string;
  /** The thing of the file that it comes from. */
  readonly thing: string;
  readonly values: Json;
}

const BLOCKS = new Map(schemaNames().flatMap((name) => Object.entries(loadSchema(name).resources)));

async function synthesized({ fields, file }: FileOfFields, side: Side): Promise<ReadonlyMap<string, Resource>> {
  const project = writeProject({ dev: JSON.stringify(file(side, (thing) => sectionOf(fields, thing, side))) });
  const { stacks } = await synth({ project });
  const found = stacks.flatMap(({ folder }) => resourcesIn(path.join(folder, "cdk.tf.json")));
  fs.rmSync(project, { recursive: true });
  return new Map(found);
}

function resourcesIn(file: string): readonly (readonly [string, Resource])[] {
  // In a plan, what other stacks give is known.
  const resolved = (_: string, value: unknown): unknown =>
    typeof value === "string" ? value.replace(/\$\{[^}]*\}/g, "known") : value;
  const { resource = {} } = JSON.parse(fs.readFileSync(file, "utf8"), resolved) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  };
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { "//": notes, ...values }]) => {
      const thing = (notes as { readonly environment?: { readonly path: string } }).environment?.path ?? "";
      const schema = BLOCKS.get(type);
      return [`${type}.${name}`, { type, thing, values: schema ? asInState(values, schema) : values }] as const;
    }),
  );
}

/** Blocks are lists there, also where they are written as one. */
function asInState(values: Json, { blocks }: BlockSchema): Json {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const nested = blocks[name];
      return [name, nested ? [value].flat().map((one) => asInState(one as Json, nested.block)) : value];
    }),
  );
}

/** The tests of one file. */
export function testFieldsOf(given: FileOfFields): void {
  let changes: readonly ResourceChange[];
  const after = new Map<string, Resource>();

  beforeAll(async () => {
    const before = await synthesized(given, "before");
    for (const [address, resource] of await synthesized(given, "after")) after.set(address, resource);
    const changed = [...after].flatMap(([address, { type, values }]) => {
      const old = before.get(address);
      return old === undefined ? [] : [{ ...change(type, old.values, values), address }];
    });
    changes = readPlan(planOf(changed)).changes;
  });

  const at = (thing: string): readonly ResourceChange[] =>
    changes.filter(({ address }) => after.get(address)?.thing === thing);

  test.each(given.fields)("$thing: $field is called so", ({ thing, field, told, before, after: now }) => {
    expect(summaryOf(thing, at(thing), facts)).toContain(told ?? `${field} ${String(before)} → ${String(now)}`);
  });

  test("nothing is told by another name", () => {
    const names = [...given.fields.map(({ field }) => field), ...given.noFields];
    const lines = [...new Set(given.fields.map(({ thing }) => thing))].flatMap((thing) =>
      summaryOf(thing, at(thing), facts),
    );

    expect(lines.filter((line) => !names.some((name) => line.startsWith(`${name} `)))).toEqual([]);
  });

  // What is divided over several resources is tried in take-over.test.ts.
  test.each(facts.fileFields.filter(({ combined, type, attribute }) => !combined && given.judges(type, attribute)))(
    "$field takes over what $type is said to be at $attribute",
    ({ type, attribute, ...file }) => {
      const places = attribute.replace(/\[\d+\]/g, "");
      const found = given.fields
        .filter(({ field }) => field === file.field)
        .flatMap(({ thing, after: now }) =>
          [...after.values()]
            .filter((resource) => resource.type === type && resource.thing === thing)
            .flatMap(({ values }) => valuesAt(values as Value, places))
            .map((real) => [file.value ? file.value(real) : real, now]),
        );

      expect(found.length).toBeGreaterThan(0);
      for (const [taken, now] of found) expect(taken).toEqual(now);
    },
  );
}
