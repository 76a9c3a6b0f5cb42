/** Changes of a simulated world, checked before any is made. */
import { combineHandMade } from "../../../src/rehearsal/engine/hand-made";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { applyChanges } from "../../../src/operations/cloud/apply-changes";
import { groupWords, type WorldChange } from "../../../src/operations/cloud/changes";
import { randomChanges } from "../../../src/operations/cloud/random-changes";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { normalObject } from "../../../src/rehearsal/engine/normalize";
import { loadSchema } from "../../../src/schemas/load";
import { DiskWorld } from "../../../src/rehearsal/world/disk-world";
import { simulatedProviders } from "../../../src/providers";

const REALM = "aws:123456789012:eu-west-1";
const schemas = loadSchema("aws").resources;

let folder: string;
let world: DiskWorld;

function put(type: string, id: string, attributes: Record<string, unknown>): void {
  const schema = schemas[type];
  if (!schema) throw new Error(type);
  const given = JSON.parse(JSON.stringify({ id, ...attributes }), (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? objectOf(Object.entries(value) as never)
      : value,
  ) as Parameters<typeof normalObject>[1];
  const marks = Object.fromEntries(Object.entries(attributes).filter(([name]) => !(name in schema.attributes)));
  const object = objectOf([...Object.entries(normalObject(schema, given)), ...(Object.entries(marks) as never[])]);
  world.put({ type, id, realm: REALM, attributes: object, createdAt: "2026-01-01T00:00:00Z" });
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-world-"));
  world = DiskWorld.open(folder);
  put("aws_db_instance", "db-1", {
    allocated_storage: 20,
    tags: { team: "red" },
    tags_all: { team: "red", environment: "dev" },
  });
  put("aws_eks_node_group", "dev:system", { scaling_config: [{ desired_size: 1, min_size: 1, max_size: 3 }] });
  put("aws_subnet", "subnet-1", { tags_all: { environment: "dev" }, made_by: "test" });
});
afterEach(() => {
  world.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const attributesOf = (type: string, id: string) =>
  JSON.parse(JSON.stringify(world.get(type, id)?.attributes ?? null)) as Record<string, unknown>;
const changed = (type: string, id: string, set: Record<string, string>): WorldChange => ({
  kind: "change",
  type,
  id,
  set,
});
const apply = (...changes: readonly WorldChange[]) => applyChanges(world, { changes }, simulatedProviders());

function problems(work: () => unknown): readonly { code: string; remedy?: string }[] {
  try {
    work();
    return [];
  } catch (error) {
    return (error as { problems: readonly { code: string; remedy?: string }[] }).problems;
  }
}

describe("changes behind Terraform's back", () => {
  it("set values as their types want them, at any depth", () => {
    apply(
      changed("aws_db_instance", "db-1", {
        allocated_storage: "50",
        multi_az: "true",
        engine_version: "17",
        enabled_cloudwatch_logs_exports: '["upgrade"]',
      }),
      changed("aws_eks_node_group", "dev:system", { "scaling_config[0].max_size": "6" }),
    );
    expect(attributesOf("aws_db_instance", "db-1")).toMatchObject({
      allocated_storage: 50,
      multi_az: true,
      engine_version: "17",
      enabled_cloudwatch_logs_exports: ["upgrade"],
    });
    expect(attributesOf("aws_eks_node_group", "dev:system")["scaling_config"]).toEqual([
      { desired_size: 1, min_size: 1, max_size: 6 },
    ]);
  });

  it("keep the two tellings of tags alike, and the simulation's own marks", () => {
    apply(
      changed("aws_db_instance", "db-1", { "tags.team": "null", "tags.owner": "me" }),
      changed("aws_subnet", "subnet-1", { "tags.a": "b" }),
    );
    expect(attributesOf("aws_db_instance", "db-1")).toMatchObject({
      tags: { owner: "me" },
      tags_all: { owner: "me", environment: "dev" },
    });
    expect(attributesOf("aws_subnet", "subnet-1")).toMatchObject({ made_by: "test", tags: { a: "b" } });
  });

  it("delete and add", () => {
    const done = apply(
      { kind: "delete", type: "aws_subnet", id: "subnet-1" },
      { kind: "add", type: "aws_sqs_queue", id: "q", set: { name: "q", "tags.environment": "dev" } },
    );
    expect(done.map(({ kind, id }) => [kind, id])).toEqual([
      ["delete", "subnet-1"],
      ["add", "q"],
    ]);
    expect(world.get("aws_subnet", "subnet-1")).toBeUndefined();
    expect(world.get("aws_sqs_queue", "q")).toMatchObject({ realm: REALM });
    expect(attributesOf("aws_sqs_queue", "q")).toMatchObject({
      id: "q",
      name: "q",
      tags_all: { environment: "dev" },
      arn: expect.stringMatching(/^arn:/) as string,
    });
  });

  it.each<[string, WorldChange, string, RegExp]>([
    [
      "an attribute",
      changed("aws_db_instance", "db-1", { allocated_storag: "1" }),
      "CLOUD_DRIFT_ATTRIBUTE",
      /'allocated_storage'/,
    ],
    ["an object", changed("aws_db_instance", "db-2", { allocated_storage: "1" }), "CLOUD_DRIFT_OBJECT", /'db-1'/],
    ["a type", changed("aws_db_instanc", "db-1", { allocated_storage: "1" }), "CLOUD_DRIFT_TYPE", /'aws_db_instance'/],
    ["a type to add", { kind: "add", type: "aws_sqs_quee", id: "q", set: {} }, "CLOUD_DRIFT_TYPE", /'aws_sqs_queue'/],
    [
      "one that is there",
      { kind: "add", type: "aws_subnet", id: "subnet-1", set: {} },
      "CLOUD_DRIFT_EXISTS",
      /--change/,
    ],
  ])("name the nearest to what is not there: %s", (_, change, code, remedy) => {
    const [problem] = problems(() => apply(change));
    expect(problem?.code).toBe(code);
    expect(problem?.remedy).toMatch(remedy);
  });

  it.each(["x", "[1]", "{}"])("refuse the value %s for a number", (value) => {
    expect(
      problems(() => apply(changed("aws_db_instance", "db-1", { allocated_storage: value }))).map(({ code }) => code),
    ).toEqual(["CLOUD_DRIFT_VALUE"]);
  });

  it.each(["id", "tags_all.team", "scaling_config", "scaling_config[7].max_size"])("refuse to set %s", (attribute) => {
    const [type, id] = attribute.startsWith("scaling")
      ? ["aws_eks_node_group", "dev:system"]
      : ["aws_db_instance", "db-1"];
    expect(problems(() => apply(changed(type ?? "", id ?? "", { [attribute]: "1" }))).map(({ code }) => code)).toEqual([
      "CLOUD_DRIFT_VALUE",
    ]);
  });

  it("are made all or not at all, and every problem is told at once", () => {
    const all = problems(() =>
      apply(
        changed("aws_db_instance", "db-1", { allocated_storage: "50" }),
        changed("aws_db_instance", "db-1", { port: "1" }),
        { kind: "delete", type: "aws_vpc", id: "vpc-1" },
      ),
    );
    expect(all.map(({ code }) => code)).toEqual(["CLOUD_DRIFT_VALUE", "CLOUD_DRIFT_TYPE"]);
    expect(attributesOf("aws_db_instance", "db-1")).toMatchObject({ allocated_storage: 20 });
  });

  it("are drawn alike by the same seed, otherwise by another, and can be made", () => {
    const draw = (seed: string) =>
      randomChanges(world, { count: 2, seed }, [], combineHandMade(simulatedProviders().map((one) => one.handMade)));
    expect(draw("one")).toEqual(draw("one"));
    expect(draw("one")).toHaveLength(2);
    expect(new Set(["one", "two", "three", "four"].map((seed) => JSON.stringify(draw(seed)))).size).toBeGreaterThan(1);
    expect(applyChanges(world, { changes: [], random: { count: 2, seed: "one" } }, simulatedProviders())).toHaveLength(
      2,
    );
  });

  it("refuse to draw none, or too many", () => {
    for (const count of [0, -1, 1.5, 101, NaN]) {
      expect(
        problems(() => applyChanges(world, { changes: [], random: { count, seed: "1" } }, simulatedProviders()))[0]
          ?.code,
      ).toBe("CLOUD_DRIFT_USAGE");
    }
  });
});

describe("the words of the command line", () => {
  it("go with the object before them", () => {
    expect(
      groupWords(["aws_vpc/vpc-1", "a=1", "b=x=y", "aws_sqs_queue/https://q?x=1", "c=", "aws_vpc.network", "d=2"]),
    ).toEqual([
      { object: "aws_vpc/vpc-1", set: { a: "1", b: "x=y" } },
      { object: "aws_sqs_queue/https://q?x=1", set: { c: "" } },
      { object: "aws_vpc.network", set: { d: "2" } },
    ]);
  });

  it("need an object", () => {
    expect(problems(() => groupWords(["a=1"]))[0]?.code).toBe("CLOUD_DRIFT_USAGE");
  });
});
