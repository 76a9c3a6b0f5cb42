/** Resource addresses are an interface: golden files pin those of each profile. A changed one needs a `moved` entry. */
import * as fs from "node:fs";
import * as path from "node:path";
import { synth } from "../../src/operations/synth";
import { OWN, ownEnvironment } from "../helpers/environments";
import { DEV, fixture, ROOT, writeProject } from "../helpers/project";

const GOLDEN = path.join(ROOT, "test", "golden");

/** The folder of what is pinned, the environment's name, and its file: one of each profile (`dev` is the minimal one), and the project's own. */
const ENVIRONMENTS: readonly (readonly [pinned: string, name: string, text: string])[] = [
  ["dev", "dev", DEV],
  ["standard", "standard", fixture("standard")],
  ["full", "full", fixture("full")],
  ...OWN.map((name) => [path.join("environments", name), name, ownEnvironment(name)] as const),
];

interface Stack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output?: Readonly<Record<string, unknown>>;
}

/** Every address of a synthesized stack, sorted, one a line. */
function addressesIn(folder: string): string {
  const stack = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as Stack;
  const of = (kind: string, types: Stack["resource"] = {}): string[] =>
    Object.entries(types).flatMap(([type, named]) => Object.keys(named).map((name) => `${kind}${type}.${name}`));
  const outputs = Object.keys(stack.output ?? {}).map((name) => `output.${name}`);
  return [...of("", stack.resource), ...of("data.", stack.data), ...outputs].sort().join("\n") + "\n";
}

const pinnedIn = (golden: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fs.readdirSync(golden).map((file) => [file, fs.readFileSync(path.join(golden, file), "utf8")] as const),
  );

test.each(ENVIRONMENTS)(
  "given that of %s, its stacks have the pinned addresses and types",
  async (pinned, name, text) => {
    const project = writeProject({ [name]: text });
    const golden = path.join(GOLDEN, pinned);

    const { stacks } = await synth({ project });

    const found = Object.fromEntries(stacks.map((stack) => [`${stack.name}.txt`, addressesIn(stack.folder)]));
    if (process.env["UPDATE_GOLDEN"]) {
      fs.rmSync(golden, { recursive: true, force: true });
      fs.mkdirSync(golden, { recursive: true });
      for (const [file, lines] of Object.entries(found)) fs.writeFileSync(path.join(golden, file), lines);
    }
    expect(found).toEqual(pinnedIn(golden));
  },
);

test("what the smallest dev has, the complete one has under the same addresses", () => {
  const complete = pinnedIn(path.join(GOLDEN, "environments", "dev"));
  const gone = Object.entries(pinnedIn(path.join(GOLDEN, "dev"))).flatMap(([file, lines]) => {
    const now = new Set(complete[file]?.split("\n"));
    return lines.split("\n").filter((line) => !now.has(line));
  });

  expect(gone).toEqual([]);
});

test("given dev, every resource says which part of the environment file it comes from", async () => {
  const project = writeProject({ dev: DEV });

  const { stacks } = await synth({ project });

  const sources = stacks.flatMap((stack) => {
    const { resource = {} } = JSON.parse(fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8")) as Stack;
    return Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => {
        const metadata = (body as { "//"?: { environment?: { file: string; path: string } } })["//"];
        return { address: `${type}.${name}`, ...metadata?.environment };
      }),
    );
  });
  expect(sources.filter((source) => source.file !== "infra/environments/dev/environment.yaml" || !source.path)).toEqual(
    [],
  );
  expect(sources).toContainEqual(
    expect.objectContaining({ address: "aws_db_instance.databases_orders", path: "databases.orders" }),
  );
  expect(sources).toContainEqual(expect.objectContaining({ address: "helm_release.ingress_traefik", path: "ingress" }));
});

test("given the same file twice, the bytes are the same", async () => {
  const project = writeProject({ dev: DEV });

  const bytes = async (outdir: string): Promise<readonly string[]> => {
    const { stacks } = await synth({ project, outdir });
    return stacks.map((stack) => fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8"));
  };

  expect(await bytes("one")).toEqual(await bytes("two"));
});
