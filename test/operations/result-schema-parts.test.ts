/** Whoever reads results with a program finds in their schemas what each field means. */
import * as fs from "node:fs";
import * as path from "node:path";

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** Paths of the fields without a description. */
function undescribed(schema: JsonSchema, at = ""): readonly string[] {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    ...(field.description ? [] : [`${at}${name}`]),
    ...undescribed(field, `${at}${name}.`),
  ]);
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...Object.values(schema.definitions ?? {})];
  return [...fields, ...[...(schema.items ? [schema.items] : []), ...inner].flatMap((each) => undescribed(each, at))];
}

const folder = path.resolve(__dirname, "../../schema");
const files = fs.readdirSync(folder).filter((name) => name.endsWith(".schema.json"));

test.each(files)("every field of %s is described", (name) => {
  expect(undescribed(JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")) as JsonSchema)).toEqual([]);
});

test("there are the schemas of what operations tell", () => {
  expect(files).toEqual(expect.arrayContaining(["drift.schema.json", "review.schema.json"]));
});
