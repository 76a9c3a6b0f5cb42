import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { depsMermaid, depsText } from "../../../src/cli/render/deps";
import { checkGraph, type DepsResult } from "../../../src/operations/deps/deps";
import { remoteStates } from "../../../src/operations/deps/remote-state";
import type { SelectedStack } from "../../../src/operations/selection/select";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deps-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Made {
  /** What it publishes. */
  readonly outputs?: readonly string[];
  /** Expressions in its code. */
  readonly reads?: readonly string[];
  /** Stacks whose state it declares to read, by the name in the code. */
  readonly states?: Readonly<Record<string, string>>;
  readonly after?: readonly string[];
  readonly backend?: "local" | "s3";
}

/** A synthesized stack on disk. */
function stack(
  name: string,
  { outputs = [], reads = [], states = {}, after = [], backend = "local" }: Made,
): SelectedStack {
  const place = path.join(folder, backend, name);
  fs.mkdirSync(place, { recursive: true });
  const state = (of: string): object =>
    backend === "local"
      ? { path: `../../${of}.tfstate` }
      : { bucket: "states", key: `${of}/terraform.tfstate`, region: "eu-west-1" };
  const remote = Object.entries(states).map(([id, of]) => [id, { backend, config: state(of) }]);
  const code = {
    terraform: { backend: { [backend]: { ...state(name), ...(backend === "s3" ? { use_lockfile: true } : {}) } } },
    data: { terraform_remote_state: Object.fromEntries(remote) as object },
    resource: { terraform_data: { it: { input: reads.map((read) => `\${${read}}`) } } },
    output: Object.fromEntries(outputs.map((output) => [output, { value: 1 }])),
  };
  fs.writeFileSync(path.join(place, "cdk.tf.json"), JSON.stringify(code));
  return { name, environment: "dev", folder: place, dependencies: after };
}

const result = (...stacks: readonly SelectedStack[]): DepsResult => checkGraph(stacks, stacks);

describe.each(["local", "s3"] as const)("given stacks that read each other's states in a %s backend", (backend) => {
  const network = stack("dev-network", { outputs: ["network"], backend });
  const data = stack("dev-data", {
    states: { up: "dev-network" },
    reads: ["data.terraform_remote_state.up.outputs.network.id", 'data.terraform_remote_state.up.outputs["network"]'],
    after: ["dev-network"],
    outputs: ["postgres-db_orders"],
    backend,
  });
  const platform = stack("dev-platform", {
    states: { net: "dev-network", data: "dev-data", theirs: "somebody-else" },
    reads: [
      // As it stands in the values of a chart: JSON within a string.
      'jsonencode({\\"host\\": data.terraform_remote_state.data.outputs.postgres-db_orders.host})',
      "data.terraform_remote_state.theirs.outputs.zone",
    ],
    after: ["dev-data"],
    backend,
  });

  test("tells their order, what each reads, and what is of nobody", () => {
    const { stacks, problems } = result(platform, data, network);

    expect(problems).toEqual([]);
    expect(stacks.map(({ name, rank }) => [name, rank])).toEqual([
      ["dev-network", 1],
      ["dev-data", 2],
      ["dev-platform", 3],
    ]);
    expect(stacks[1]?.dependencies).toEqual([{ stack: "dev-network", outputs: ["network"] }]);
    expect(stacks[2]?.dependencies).toEqual([
      { stack: "dev-data", outputs: ["postgres-db_orders"] },
      { stack: "dev-network", outputs: [] },
    ]);
    expect(stacks[2]?.outside).toEqual(["theirs"]);
  });

  test("names an output that is read and that nobody publishes", () => {
    const wrong = stack("dev-wrong", {
      states: { up: "dev-network" },
      reads: ["data.terraform_remote_state.up.outputs.netwrok.id"],
      after: ["dev-network"],
      backend,
    });

    const { ok, problems } = result(network, wrong);

    expect(ok).toBe(false);
    expect(problems).toMatchObject([{ code: "OUTPUT_NOT_PUBLISHED", place: { address: "dev-wrong" } }]);
    expect(problems[0]?.message).toContain("'netwrok' of dev-network");
    expect(problems[0]?.remedy).toContain("network");
  });

  test("draws them", () => {
    const drawn = depsMermaid(result(network, data));
    expect(drawn).toContain('dev_network -->|"network"| dev_data');
    expect(drawn.split("\n")[0]).toBe("flowchart LR");
    expect(depsText(result(network, data))).toMatch(/2 {2}dev-data +dev-network {2}network/);
  });
});

test("given stacks that wait for each other, names the cycle once, and gives none of them a rank", () => {
  const one = stack("dev-one", { after: ["dev-two"] });
  const two = stack("dev-two", { after: ["dev-three"] });
  const three = stack("dev-three", { after: ["dev-one"] });
  const behind = stack("dev-behind", { after: ["dev-one"] });

  const { ok, problems, stacks } = result(one, two, three, behind);

  expect(ok).toBe(false);
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    [
      "STACK_CYCLE",
      "Stacks need each other: dev-one -> dev-two -> dev-three -> dev-one. None of them can be deployed first.",
    ],
  ]);
  expect(stacks.map(({ rank }) => rank)).toEqual([undefined, undefined, undefined, undefined]);
});

test("given a stack that takes all outputs of another, cannot say which", () => {
  const up = stack("dev-up", { outputs: ["a"] });
  const down = stack("dev-down", { states: { up: "dev-up" }, reads: ["data.terraform_remote_state.up.outputs"] });

  expect(remoteStates(down, [up, down])).toEqual([{ id: "up", stack: "dev-up", outputs: ["*"] }]);
  expect(result(up, down).problems).toEqual([]);
});
