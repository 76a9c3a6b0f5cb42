/** Resource addresses are an interface: a golden file pins those of `dev`. A changed one needs a `moved` entry. */
import * as fs from "node:fs";
import * as path from "node:path";
import { synth } from "../../src/operations/synth";
import { DEV, ROOT, writeProject } from "../helpers/project";

const GOLDEN = path.join(ROOT, "test", "golden", "dev");

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

test("given dev, its stacks have the pinned addresses and types", async () => {
  const project = writeProject({ dev: DEV });

  const { stacks } = await synth({ project });

  const found = Object.fromEntries(stacks.map((stack) => [`${stack.name}.txt`, addressesIn(stack.folder)]));
  if (process.env["UPDATE_GOLDEN"]) {
    fs.rmSync(GOLDEN, { recursive: true, force: true });
    fs.mkdirSync(GOLDEN, { recursive: true });
    for (const [name, text] of Object.entries(found)) fs.writeFileSync(path.join(GOLDEN, name), text);
  }
  const pinned = Object.fromEntries(
    fs.readdirSync(GOLDEN).map((name) => [name, fs.readFileSync(path.join(GOLDEN, name), "utf8")]),
  );
  expect(found).toEqual(pinned);
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
