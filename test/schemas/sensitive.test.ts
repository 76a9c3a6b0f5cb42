import { schemaMarks } from "../../src/operations/plan-model/schema-marks";
import { loadSchema, schemaNames } from "../../src/schemas/load";
import { sensitiveArguments, sensitiveIn } from "../../src/schemas/sensitive";

// If this fails: npm run sensitive
test.each(schemaNames())("what is carried of %s is what its schema says", (name) => {
  expect(sensitiveArguments(name)).toEqual(sensitiveIn(loadSchema(name)));
});

test("each kind of argument is found: sensitive, write-only, in a block, in an attribute", () => {
  const block = {
    attributes: {
      name: { type: "string", optional: true },
      password: { type: "string", sensitive: true },
      password_wo: { type: "string", writeOnly: true },
      login: { nested: { nesting: "single", attributes: { key: { sensitive: true }, user: {} } } },
    },
    blocks: { auth: { nesting: "list", block: { attributes: { token: { sensitive: true } }, blocks: {} } } },
  } as const;
  const plain = { attributes: { name: {} }, blocks: {} };
  const schema = {
    provider: "x",
    version: "1",
    config: plain,
    resources: {},
    dataSources: { x_thing: block, x_plain: plain },
  };
  expect(sensitiveIn(schema).dataSources).toEqual({ x_thing: ["password", "password_wo", "login.key", "auth.token"] });
});

test("a provider whose schema is not carried has none", () => {
  for (const name of ["unknown", "../../package", ""])
    expect(sensitiveArguments(name)).toEqual({ resources: {}, dataSources: {} });
});

test("what is within a block is marked in one block as in several", () => {
  expect(sensitiveArguments("aws").resources["aws_db_instance"]).toContain("password");
  const ofType = schemaMarks("aws_db_instance");
  expect(typeof ofType === "object" && ofType.keys.get("password")).toBe(true);
  const [type = "", [path = ""] = []] =
    Object.entries(sensitiveArguments("aws").resources).find(([, paths]) =>
      paths.every((one) => /^\w+\.\w+$/.test(one)),
    ) ?? [];
  const [outer = "", inner = ""] = path.split(".");
  const marks = schemaMarks(type);
  const within = typeof marks === "object" ? marks.keys.get(outer) : undefined;
  expect(within).toMatchObject({ keys: new Map([[inner, true]]), each: { keys: new Map([[inner, true]]) } });
});
