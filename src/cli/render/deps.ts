/** The graph of stacks: as text, and as Mermaid, which GitHub and GitLab draw. */
import type { DepsResult, StackNode } from "../../operations/deps/deps";
import { table } from "./table";

export function depsText({ stacks }: DepsResult): string {
  return table(
    ["order", "stack", "after", "reads"],
    stacks.map((stack) => [
      stack.rank === undefined ? "-" : String(stack.rank),
      stack.name,
      stack.dependencies.map((dependency) => dependency.stack).join(", ") || "(nothing)",
      readsOf(stack),
    ]),
  );
}

function readsOf({ dependencies, outside }: StackNode): string {
  const read = dependencies.flatMap(({ outputs }) => outputs);
  return [...new Set(read), ...outside.map((id) => `${id} (of no stack of these environments)`)].join(", ");
}

export function depsMermaid({ stacks }: DepsResult): string {
  const environments = [...new Set(stacks.map(({ environment }) => environment))];
  const id = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "_");
  const groups = environments.flatMap((environment) => [
    `  subgraph ${id(environment)}["${environment}"]`,
    ...stacks.filter((stack) => stack.environment === environment).map(({ name }) => `    ${id(name)}["${name}"]`),
    "  end",
  ]);
  const arrows = stacks.flatMap(({ name, dependencies }) =>
    dependencies.map(({ stack, outputs }) => {
      const label = outputs.length > 0 ? `|"${outputs.join(", ")}"|` : "";
      return `  ${id(stack)} -->${label} ${id(name)}`;
    }),
  );
  return ["flowchart LR", ...groups, ...arrows].join("\n");
}
