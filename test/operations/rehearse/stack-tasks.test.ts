import { inOrder } from "../../../src/operations/dependency-order";
import { outcomeOf, stackTasks, type StackTask } from "../../../src/operations/rehearse/stack-tasks";

const stacks = [
  { name: "network", folder: "/n", dependencies: [] },
  { name: "cluster", folder: "/c", dependencies: ["network"] },
  { name: "platform", folder: "/p", dependencies: ["cluster", "network"] },
];

/** What is begun, in that order; what `fails` names does. */
async function begun(limit: number, fails: readonly string[] = []) {
  const tasks: string[] = [];
  const ended = await inOrder(stackTasks(stacks), limit, async ({ stack, steps }: StackTask) => {
    const task = `${steps[0]} ${stack.name}`;
    tasks.push(task);
    await Promise.resolve();
    return !fails.includes(task);
  });
  return { tasks, outcomes: stacks.map((stack) => outcomeOf(stack, ended)) };
}

describe("the tasks of a rehearsal", () => {
  test("are every step of every stack", () => {
    for (const stack of stacks) {
      const steps = stackTasks(stacks).flatMap((task) => (task.stack === stack ? task.steps : []));
      expect(steps).toEqual(["init", "validate", "plan", "apply", "plan-again"]);
    }
  });

  test("one at a time, deploy each stack before the next is prepared", async () => {
    const { tasks, outcomes } = await begun(1);
    expect(tasks).toEqual([
      "init network",
      "plan network",
      "init cluster",
      "plan cluster",
      "init platform",
      "plan platform",
    ]);
    expect(outcomes).toEqual(["done", "done", "done"]);
  });

  test("side by side, prepare a stack while another is deployed", async () => {
    const { tasks } = await begun(2);
    expect(tasks.slice(0, 2)).toEqual(["init network", "init cluster"]);
    expect(tasks.indexOf("init platform")).toBeLessThan(tasks.indexOf("plan cluster"));
    expect(tasks.filter((task) => task.startsWith("plan"))).toEqual(["plan network", "plan cluster", "plan platform"]);
  });

  test("deploy nothing over what was not deployed, and nothing that is not valid", async () => {
    expect((await begun(2, ["plan network"])).outcomes).toEqual(["failed", "skipped", "skipped"]);
    const { tasks, outcomes } = await begun(2, ["init cluster"]);
    expect(outcomes).toEqual(["done", "failed", "skipped"]);
    expect(tasks).not.toContain("plan cluster");
    expect(tasks).not.toContain("plan platform");
  });
});
