/** Both sides of a change, synthesized, and what of it differs. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ENVIRONMENT_FILE } from "../../environment/load";
import { TIERS } from "../../model/component";
import { ENVIRONMENTS } from "../selection/environments";
import type { SynthesizedStack } from "../synth";

/** The stacks of one environment, on one side. */
export type StacksByEnvironment = ReadonlyMap<string, readonly SynthesizedStack[]>;

const TIER = new RegExp(`-(${TIERS.join("|")})$`);

/** `dev` of `dev-network`; a stack that is no tier's is an environment of its own. */
export function environmentOf(stack: string): string {
  return stack.replace(TIER, "");
}

export function byEnvironment(stacks: readonly SynthesizedStack[]): StacksByEnvironment {
  const found = new Map<string, SynthesizedStack[]>();
  for (const stack of stacks) {
    const environment = environmentOf(stack.name);
    found.set(environment, [...(found.get(environment) ?? []), stack]);
  }
  return found;
}

/**
 * What a stack was synthesized to, the files beside it included; paths of this machine do not count.
 * @param projects the folders of both sides' projects: the way to a file in them is another one from each side
 */
export function contentOf(stack: SynthesizedStack, projects: readonly string[]): string {
  const read = (file: string): string => fs.readFileSync(path.join(stack.folder, file), "utf8");
  return filesBelow(stack.folder)
    .map((file) => `${file}\n${normalised(file, read(file), stack, projects)}`)
    .join("\n");
}

/** Whether two sides of an environment are synthesized to the same. */
export function sameContent(
  a: readonly SynthesizedStack[],
  b: readonly SynthesizedStack[],
  projects: readonly string[],
): boolean {
  const contents = (stacks: readonly SynthesizedStack[]): string =>
    [...stacks]
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .map((stack) => `${stack.name} <- ${[...stack.dependencies].sort().join()}\n${contentOf(stack, projects)}`)
      .join("\n");
  return contents(a) === contents(b);
}

/** What Terraform leaves there, and what differs with every run. */
function filesBelow(folder: string, inside = ""): readonly string[] {
  return fs
    .readdirSync(path.join(folder, inside), { withFileTypes: true })
    .filter((entry) => entry.name !== ".terraform" && entry.name !== "plan" && entry.name !== ".terraform.lock.hcl")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = path.join(inside, entry.name);
      return entry.isDirectory() ? filesBelow(folder, name) : [name];
    });
}

/**
 * The side's own folder, which holds output and states, is named in some places by its absolute path; files of the project (keys of hosts) by the way
 * from the stack's folder.
 */
function normalised(file: string, text: string, { folder }: SynthesizedStack, projects: readonly string[]): string {
  if (path.basename(file) !== "cdk.tf.json") return text;
  const side = path.dirname(path.dirname(path.dirname(folder)));
  const ways = projects.map((project) => `${path.relative(folder, project).split(path.sep).join("/")}/`);
  return ways.reduce((found, way) => found.split(way).join("<project>/"), text.split(side).join("<side>"));
}

/** Names of the environments that have a file in a project. */
export function filesOf(project: string): ReadonlySet<string> {
  try {
    const names = fs.readdirSync(path.join(project, ENVIRONMENTS));
    return new Set(names.filter((name) => fs.existsSync(path.join(project, ENVIRONMENTS, name, ENVIRONMENT_FILE))));
  } catch {
    return new Set();
  }
}
