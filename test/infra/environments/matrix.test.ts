/** One file, three targets: the environment that `--target` moves, in each profile on each target. What it asks for by neutral words is there on all. */
import * as fs from "node:fs";
import * as path from "node:path";
import { PROFILES, type Profile } from "../../../src/model/component";
import type { TargetFacts } from "../../../src/model/target-facts";
import { targets } from "../../../src/targets";
import { ROOT } from "../../helpers/environments";
import { everyProfile, movable, type MovedStack, synthesizeOn } from "../../helpers/moved-stacks";
import { Cell } from "./cell";

/** Milliseconds: an app with three environments, on a busy machine. */
const LIMIT = 200_000;

const GOLDEN = path.join(ROOT, "test", "golden", "moved");
/** Those that the file has a block of. */
const TARGETS: readonly TargetFacts[] = targets.filter(({ block }) => new RegExp(`^${block}:`, "m").test(movable()));

let stacks: Readonly<Record<string, readonly MovedStack[]>>;
beforeAll(async () => {
  const made: Record<string, readonly MovedStack[]> = {};
  for (const { name } of TARGETS) made[name] = await synthesizeOn(name, everyProfile());
  stacks = made;
}, LIMIT);

const cellOf = (target: TargetFacts, profile: Profile): Cell =>
  new Cell(
    target,
    profile,
    (stacks[target.name] ?? []).filter(({ name }) => name.startsWith(`${profile}-`)),
  );

/** Where a cloud makes machines and services; elsewhere there are hosts, and what runs on them. */
const CLOUDS = TARGETS.filter(({ account }) => account !== undefined);

test("the file has a block of every target", () => {
  expect(TARGETS).toEqual(targets);
});

const cells = TARGETS.flatMap((target) => PROFILES.map((profile) => [target.name, profile, target] as const));

test.each(cells)("on %s in the profile %s, each tier is there", (_, profile, target) => {
  const tiers = cellOf(target, profile).stacks.map(({ name }) => name.slice(profile.length + 1));
  const first = target.stackless ? "authority" : "network";
  expect([...tiers].sort()).toEqual([first, "cluster", "data", "platform"].sort());
});

test.each(PROFILES)("in the profile %s, what the file asks for is the same on every target", (profile) => {
  const [first, ...others] = TARGETS.map((target) => cellOf(target, profile).asked());
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
});

test.each(PROFILES)("in the profile %s, clouds make the same of it by services of their own", (profile) => {
  const [first, ...others] = CLOUDS.map((target) => cellOf(target, profile).managed());
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
});

test("what a profile gives differs from the next, on every target", () => {
  for (const target of TARGETS) {
    const texts = PROFILES.map((profile) => JSON.stringify(cellOf(target, profile).asked()));
    expect(new Set(texts).size).toBe(PROFILES.length);
  }
});

// Those of EKS are pinned with the environments themselves.
const MOVED_CELLS = cells.filter(([name]) => name !== "eks");
test.each(MOVED_CELLS)("on %s in the profile %s, its stacks have the pinned addresses", (name, profile, target) => {
  const found = cellOf(target, profile).addresses();
  const folder = path.join(GOLDEN, name, profile);
  if (process.env["UPDATE_GOLDEN"]) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const [file, lines] of Object.entries(found)) fs.writeFileSync(path.join(folder, file), lines);
  }
  const pinned = fs.readdirSync(folder).map((file) => [file, fs.readFileSync(path.join(folder, file), "utf8")]);
  expect(found).toEqual(Object.fromEntries(pinned));
});
