/** A field of a server stands in the section alone: what the construct takes is derived from it. */
import { postgresDbSchema } from "../../../src/constructs/postgres-db/props";
import { databaseSchema, serverOf, serverSchema } from "../../../src/constructs/postgres-db/section";

/** What a construct needs beside the section, or takes in another way. */
const OWN = ["account", "allow", "name", "region"];

const inherited = Object.keys(serverSchema.shape).filter((field) => !OWN.includes(field));

test("the props are the section's fields, and where the server stands", () => {
  expect(Object.keys(postgresDbSchema.shape).sort()).toEqual([...inherited, ...OWN].sort());
});

test("the props have the section's defaults and descriptions", () => {
  const place = { name: "dev-orders", region: "eu-west-1", account: "123456789012" };
  const { name: _, ...defaults } = serverSchema.parse({ name: "orders" });
  expect(postgresDbSchema.parse(place)).toEqual({ ...place, ...defaults });

  const described = (shape: object): readonly unknown[] =>
    inherited.map((field) => (shape as Readonly<Record<string, { description?: string }>>)[field]?.description);
  // `aws` is told by its block, behind the default that every block has.
  expect(described(postgresDbSchema.shape)).toEqual(described(serverSchema.shape));
  expect(described(serverSchema.shape)).not.toContain(undefined);
});

test("what an entry of the file says of its server is what the construct is given", () => {
  const entry = databaseSchema.parse({ name: "orders", services: ["a"], caBundle: undefined, storage: 50 });
  expect(Object.keys(serverOf(entry)).sort()).toEqual(Object.keys(serverSchema.parse({ name: "orders" })).sort());
  expect(serverOf(entry)).toMatchObject({ storage: 50 });
});
