/** What stands outside of a target's blocks means the same everywhere, and names no cloud. */
import { components } from "../../src/components";
import { environmentJsonSchema } from "../../src/environment/json-schema";
import { targets } from "../../src/targets";

type Schema = Readonly<Record<string, unknown>>;

/** Clouds, and what only one of them has. */
const CLOUD =
  /\b(aws|amazon|eks|arns?|ec2|ebs|iam|kms|rds|s3|vpcs?|nlb|alb|sts|ssm|cloudwatch|cloudtrail|secrets manager|route ?53|availability zone|fargate|graviton|systems manager|azure|aks|entra|key vault|gcp|gke|google)\b/i;

/** Where a cloud's word has to stand all the same, and why. */
const EXCEPTIONS: readonly (readonly [place: RegExp, why: string])[] = [
  [/^target$/, "the names of targets are those of the clouds"],
  [
    /^state(\.|$)/,
    "states may be kept with another cloud than the one that the cluster runs on: each place's fields are its own",
  ],
  [/^cluster\.api\.access$/, "the ways to a private API server are called after what AWS calls them"],
  [/^(acknowledge|ignoreDrift)\[\]\.address$/, "Terraform's addresses begin with the type of a provider"],
];

const isMap = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every place with its key and its description, but those of targets' blocks. */
function places(schema: unknown, at = ""): readonly { readonly at: string; readonly text: string }[] {
  if (!isMap(schema)) return [];
  const blocks: ReadonlySet<string> = new Set(targets.map(({ block }) => block));
  const properties = isMap(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const own = typeof schema["description"] === "string" ? schema["description"] : "";
  const key = at.split(".").at(-1) ?? "";
  return [
    { at, text: `${key.replace(/([a-z])([A-Z])/g, "$1 $2")} ${own}` },
    ...properties
      .filter(([name]) => !blocks.has(name))
      .flatMap(([name, inner]) => places(inner, at ? `${at}.${name}` : name)),
    ...places(schema["items"], `${at}[]`).filter(({ at: place }) => place !== `${at}[]` || isMap(schema["items"])),
    ...places(schema["additionalProperties"], `${at}.*`),
    ...["anyOf", "oneOf", "allOf"].flatMap((word) => {
      const options = schema[word];
      return Array.isArray(options) ? options.flatMap((option) => places(option, at)) : [];
    }),
  ];
}

test("outside of the blocks of targets no key and no description names a cloud", () => {
  const found = places(environmentJsonSchema(components)).filter(
    ({ at, text }) => CLOUD.test(text) && !EXCEPTIONS.some(([place]) => place.test(at)),
  );

  expect(found.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
});

test("each exception is needed", () => {
  const all = places(environmentJsonSchema(components)).filter(({ text }) => CLOUD.test(text));

  expect(EXCEPTIONS.filter(([place]) => !all.some(({ at }) => place.test(at)))).toEqual([]);
});
