/** The file's own keys, at the edges of what is right; how a whole file is refused stands in `load-file.test.ts`. */
import { type BaseContext, baseWarnings, checkBase } from "../../src/environment/base-checks";
import type { BaseFile } from "../../src/environment/file-schema";
import { eksFacts } from "../../src/targets/eks/facts";

const CONTEXT: BaseContext = {
  folder: "dev",
  written: {},
  targets: [eksFacts],
  chosen: eksFacts,
  requestedTarget: undefined,
};
const BASE = { name: "dev", owner: "ops", target: "eks" } as Partial<BaseFile>;

const codes = (base: Partial<BaseFile>, context: Partial<BaseContext> = {}): readonly string[] =>
  checkBase({ ...BASE, ...base }, { ...CONTEXT, ...context }).map(({ code, path }) => `${code} ${path.join(".")}`);

const tags = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, "x"]));

test.each<[what: string, base: Partial<BaseFile>, context: Partial<BaseContext>, expected: readonly string[]]>([
  ["all that is needed", {}, {}, []],
  ["a file that is in no folder", { name: "other" }, { folder: undefined }, []],
  ["a file in another folder", { name: "other" }, {}, ["ENV_NAME_FOLDER name"]],
  ["no name", { name: undefined }, {}, []],
  ["no target", { target: undefined }, { chosen: undefined }, []],
  ["as many tags as there may be", { tags: tags(40) }, {}, []],
  ["one tag more", { tags: tags(41) }, {}, ["ENV_TAGS_TOO_MANY tags"]],
  ["a tag of the project's, in whatever case", { tags: { managedby: "x" } }, {}, ["ENV_TAG_RESERVED tags.managedby"]],
  ["tags that differ in case", { tags: { Team: "a", team: "b" } }, {}, ["ENV_TAG_TWICE tags.team"]],
  ["a region that there is", {}, { written: { aws: { region: "eu-west-1" } } }, []],
  ["a region that there is not", {}, { written: { aws: { region: "eu-west-9" } } }, ["ENV_REGION_UNKNOWN aws.region"]],
  ["a region that is no text", {}, { written: { aws: { region: 7 } } }, []],
  ["a region of no map", {}, { written: { aws: "eu-west-9" } }, []],
  [
    "a region of the state's own that there is not",
    {},
    { written: { state: { backend: "s3", region: "eu-west-9" } } },
    ["ENV_REGION_UNKNOWN state.region"],
  ],
  ["a region beside a state that has none", {}, { written: { state: { backend: "local", region: "eu-west-9" } } }, []],
])("given %s", (_, base, context, expected) => {
  expect(codes(base, context)).toEqual(expected);
});

test.each([
  ["aks", undefined, "The target 'aks' is known, but this version does not serve it yet."],
  ["nomad", undefined, "There is no target 'nomad'."],
  [
    "eks",
    "aks",
    "The target 'aks' is known, but this version does not serve it yet, which was asked for in place of the file's.",
  ],
])("given the target %s, and asked for %s, says which it cannot serve", (target, asked, message) => {
  const base = { ...BASE, target } as Partial<BaseFile>;

  expect(checkBase(base, { ...CONTEXT, chosen: undefined, requestedTarget: asked })).toMatchObject([
    { code: "ENV_TARGET_UNSUPPORTED", message, remedy: "This version serves `target: eks` only." },
  ]);
});

test.each<[isProtected: boolean, backend: string | undefined, warned: boolean]>([
  [true, "local", true],
  [true, "s3", false],
  [true, undefined, false],
  [false, "local", false],
])("protected: %s, with a state in %s: is warned of it: %s", (isProtected, backend, warned) => {
  const base = { ...BASE, state: backend && { backend } } as unknown as Partial<BaseFile>;

  expect(baseWarnings(base, isProtected, eksFacts).map(({ code }) => code)).toEqual(warned ? ["ENV_STATE_LOCAL"] : []);
});
