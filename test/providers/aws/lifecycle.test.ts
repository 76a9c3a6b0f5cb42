/**
 * Whatever a type of AWS's is configured as, it plans, applies, reads as it was applied, and plans again empty: what the
 * behaviours plan and compute agrees with Terraform's rules and with itself. What they refuse has tests of its own.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { awsBehaviour, behavedTypes } from "../../../src/providers/aws";
import type { ProviderBehaviour } from "../../../src/rehearsal/engine/behaviour";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import { loadSchema } from "../../../src/schemas/load";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { holdsThroughLife } from "../../rehearsal/engine/lifecycle";

const schema = loadSchema("aws");

/** What `dev` makes, with or without a behaviour: its addresses are pinned. */
const GOLDEN = path.join(__dirname, "..", "..", "golden", "dev");
const typesOfDev = fs
  .readdirSync(GOLDEN)
  .flatMap((name) => fs.readFileSync(path.join(GOLDEN, name), "utf8").split("\n"))
  .flatMap((address) => /^(aws_\w+)\./.exec(address)?.[1] ?? []);

const lenient: ProviderBehaviour = {
  ...awsBehaviour,
  references: [],
  // Nor does anything stay behind here that is told to (`skip_destroy`).
  resource: (type) => ({
    ...awsBehaviour.resource(type),
    refuse: () => [],
    refuseDelete: () => [],
    deleted: () => undefined,
  }),
};

const provider = () => simulatedProvider({ schema, behaviour: lenient, world: new MemoryWorld() });

describe("whatever it is configured as, it comes to rest:", () => {
  const types = [...new Set([...behavedTypes, ...typesOfDev])].filter((type) => type in schema.resources);

  test.each(types)("%s", (type) =>
    holdsThroughLife(type, {
      provider,
      config: { region: "eu-west-1", default_tags: [{ tags: { environment: "dev" } }] },
      // Told of the configuration alone, before anything is planned.
      refusals: /DBSubnetGroupNotAllowedFault/,
      runs: 5,
    }),
  );

  test("every type that has a behaviour is one of the provider's", () => {
    expect(behavedTypes.filter((type) => !(type in schema.resources))).toEqual([]);
  });

  test("every type of dev has a behaviour: none is made up by its schema alone", () => {
    expect(typesOfDev.length).toBeGreaterThan(50);
    expect([...new Set(typesOfDev)].filter((type) => !behavedTypes.includes(type))).toEqual([]);
  });
});
