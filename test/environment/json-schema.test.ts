import { edited } from "../helpers/edited";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { components } from "../../src/components";
import { environmentJsonSchema } from "../../src/environment/json-schema";
import { MADE_UP, SMALLEST } from "./made-up";

const root = path.resolve(__dirname, "../..");

/** What an editor says of a text, by a schema. */
function mistakes(schema: object, text: string): readonly string[] {
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  validate(parse(text));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe("the JSON Schema", () => {
  test("that is committed is current", () => {
    const committed = readFileSync(path.join(root, "schema/environment.schema.json"), "utf8");

    // If this fails: npm run schema
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(environmentJsonSchema(components))));
  });

  test.each(["infra/environments", "test/fixtures/environments"])("accepts all of %s as they are written", (folder) => {
    const mistaken = readdirSync(path.join(root, folder)).flatMap((name) =>
      mistakes(
        environmentJsonSchema(components),
        readFileSync(path.join(root, folder, name, "environment.yaml"), "utf8"),
      ),
    );

    expect(mistaken).toEqual([]);
  });

  test("describes every key", () => {
    const undescribed: string[] = [];
    const visit = (schema: unknown, at: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      const { properties, items, anyOf, oneOf } = schema as Readonly<Record<string, unknown>>;
      for (const [key, property] of Object.entries(
        (properties ?? {}) as Readonly<Record<string, { description?: string; const?: string }>>,
      )) {
        if (property.description === undefined && property.const === undefined) undescribed.push(`${at}.${key}`);
        visit(property, `${at}.${key}`);
      }
      visit(items, `${at}[]`);
      for (const option of [...((anyOf ?? []) as unknown[]), ...((oneOf ?? []) as unknown[])]) visit(option, at);
    };

    visit(environmentJsonSchema(components), "");

    expect(undescribed).toEqual([]);
  });

  describe("of the made-up components", () => {
    const schema = environmentJsonSchema(MADE_UP);

    test.each([
      ["the smallest file", SMALLEST, []],
      ["part of what the profile fills in", `${SMALLEST}sails: {trim: {auto: false}}`, []],
      ["an entry without what the component fills in", `${SMALLEST}nets: [{name: a, depth: 1}]`, []],
      [
        "an entry without what nothing fills in",
        `${SMALLEST}nets: [{name: a}]`,
        ["/nets/0 must have required property 'depth'"],
      ],
      [
        "a section without what nothing fills in",
        `${SMALLEST}crew: {}`,
        ["/crew must have required property 'version'"],
      ],
      ["an unknown key", `${SMALLEST}sails: {aera: 1}`, ["/sails must NOT have additional properties"]],
      ["a key of the file missing", edited(SMALLEST, "owner: fishers\n", ""), [" must have required property 'owner'"]],
    ])("given %s", (_, text, expected) => {
      expect(mistakes(schema, text)).toEqual(expected);
    });
  });
});
