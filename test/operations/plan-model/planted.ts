/** Random plans with a secret planted at random places: known by one of them, copied to the others. */
import fc from "fast-check";
import { COPIES, GIVEAWAYS } from "./secret-copies";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Digits, letters of both kinds, and what shells, URLs, JSON, XML and Markdown treat as their own. */
export const anySecret = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."abcdefghijkmnopqrstuvwxyz"), minLength: 4, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZ"), minLength: 3, maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(..."23456789"), minLength: 3, maxLength: 6 }),
    fc.string({ unit: fc.constantFrom(..."!@#%^&*()_+=-/?<>[]{}|;:,.~ '\"\\$`éß"), maxLength: 4 }),
  )
  .map(([small, large, digits, signs]) => `${small}${signs.slice(0, 2)}${digits}${signs.slice(2)}${large}`);

/** Such as a person would write into a script without quoting it. */
export const plainSecret = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."abcdefghijkmnopqrstuvwxyz"), minLength: 4, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZ"), minLength: 3, maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(..."23456789"), minLength: 3, maxLength: 6 }),
    fc.constantFrom("", "-", "_", "!", "+", "."),
  )
  .map(([small, large, digits, sign]) => `${small}${sign}${digits}${large}`);

/** Where in a resource something stands. */
type Holder = (value: string) => Readonly<Record<string, Json>>;

const HOLDERS: readonly Holder[] = [
  (value) => ({ note: value }),
  (value) => ({ user_data: value }),
  (value) => ({ user_data_base64: value }),
  (value) => ({ values: [value] }),
  (value) => ({ policy: value }),
  (value) => ({ set: [{ name: "a.b", value }] }),
  (value) => ({ environment: [{ variables: { WORD: value } }] }),
  (value) => ({ tags: { owner: "x", note: value } }),
  (value) => ({ tags: { [value]: "x" } }),
  (value) => ({ block: [{ deep: [{ map: { [value]: { n: 1 } } }] }] }),
  (value) => ({ list: ["a", value, "b"] }),
  (value) => ({ metadata: [{ annotations: { note: value }, labels: { a: "b" } }] }),
];

const anyFiller: fc.Arbitrary<Readonly<Record<string, Json>>> = fc.dictionary(
  fc.constantFrom("name", "size", "engine", "zone", "enabled", "cidr_blocks", "description", "role"),
  fc.oneof(
    fc.constantFrom<Json>("orders", "eu-west-1", "db.t4g.medium", "10.0.0.0/16", "alias/foo", ""),
    fc.integer({ min: 0, max: 70_000 }),
    fc.boolean(),
    fc.constant<Json>(["a", "b"]),
    fc.constant<Json>(JSON.stringify({ a: 1, b: ["x"] })),
  ),
  { maxKeys: 5 },
);

const TYPES = [
  "terraform_data",
  "aws_instance",
  "helm_release",
  "aws_ssm_parameter",
  "aws_ecs_task_definition",
  "null_resource",
];
const anyActions = fc.constantFrom<readonly string[]>(
  ["create"],
  ["update"],
  ["delete"],
  ["delete", "create"],
  ["no-op"],
);

interface Change {
  readonly [key: string]: unknown;
}

interface Planted {
  readonly resources: readonly Change[];
  readonly drift: readonly Change[];
  readonly rest: Readonly<Record<string, unknown>>;
}

const resource = (
  name: string,
  type: string,
  actions: readonly string[],
  before: unknown,
  after: unknown,
  marks: { readonly before?: unknown; readonly after?: unknown; readonly more?: object } = {},
): Change => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  ...marks.more,
  change: {
    actions,
    before: actions.includes("create") && actions.length === 1 ? null : before,
    after: actions.includes("delete") && actions.length === 1 ? null : after,
    after_unknown: {},
    before_sensitive: marks.before ?? {},
    after_sensitive: marks.after ?? {},
  },
});

/** What makes a secret known, by a mark. */
function homesOf(secret: string): readonly Planted[] {
  const home = (change: Change): Planted => ({ resources: [change], drift: [], rest: {} });
  const word = { input: secret };
  const config = (variables: object, outputs: object = {}) => ({ root_module: { variables, outputs } });
  return [
    home(resource("home", "terraform_data", ["update"], word, word, { after: { input: true } })),
    home(resource("home", "terraform_data", ["update"], word, { input: "other" }, { before: { input: true } })),
    home(resource("home", "terraform_data", ["no-op"], word, word, { after: { input: true } })),
    home(resource("home", "aws_db_instance", ["create"], null, { password: secret, engine: "postgres" })),
    home(resource("home", "terraform_data", ["create"], null, { input: { a: [secret] } }, { after: { input: true } })),
    home(
      resource(
        "home",
        "terraform_data",
        ["create"],
        null,
        { input: JSON.stringify({ u: "app", p: secret }) },
        {
          after: { input: true },
        },
      ),
    ),
    {
      resources: [],
      drift: [resource("home", "terraform_data", ["update"], word, word, { after: { input: true } })],
      rest: {},
    },
    {
      resources: [],
      drift: [],
      rest: { variables: { word: { value: secret } }, configuration: config({ word: { sensitive: true } }) },
    },
    {
      resources: [],
      drift: [],
      rest: {
        output_changes: { word: { actions: ["create"], before: null, after: secret, after_unknown: false } },
        configuration: config({}, { word: { sensitive: true } }),
      },
    },
    {
      resources: [],
      drift: [],
      rest: {
        prior_state: {
          values: {
            root_module: {
              child_modules: [
                {
                  resources: [
                    {
                      address: "module.a.data.aws_secretsmanager_secret_version.x",
                      mode: "data",
                      type: "aws_secretsmanager_secret_version",
                      values: { secret_string: secret },
                      sensitive_values: {},
                    },
                  ],
                },
              ],
            },
          },
        },
      },
    },
  ];
}

/** A place where a text stands, that is shown somewhere. */
function placesOf(
  index: number,
  text: string,
  filler: object,
  type: string,
  actions: readonly string[],
  holder: Holder,
): readonly Planted[] {
  const name = `thing_${index}`;
  const held = { ...filler, ...holder(text) };
  const at = (change: Change): Planted => ({ resources: [change], drift: [], rest: {} });
  return [
    at(resource(name, type, actions, filler, held)),
    at(resource(name, type, actions, held, filler)),
    at(resource(name, type, actions, held, { ...held, name: "changed" })),
    { resources: [], drift: [resource(name, type, ["update"], filler, held)], rest: {} },
    { resources: [], drift: [resource(name, type, ["update"], held, filler)], rest: {} },
    at(
      resource(
        name,
        type,
        actions,
        filler,
        { ...filler, x: 1 },
        { more: { address: `${type}.${name}[${JSON.stringify(text)}]` } },
      ),
    ),
    {
      resources: [],
      drift: [],
      rest: {
        output_changes: { [`out_${index}`]: { actions: ["update"], before: "a", after: text, after_unknown: false } },
      },
    },
    {
      resources: [],
      drift: [],
      rest: {
        checks: [
          {
            address: { to_display: `check.c${index}` },
            status: "fail",
            instances: [{ problems: [{ message: `It is ${text}, which is wrong.` }, { message: text }] }],
          },
        ],
      },
    },
  ];
}

function together(parts: readonly Planted[]): object {
  const rest: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part.rest)) {
      const before = rest[key];
      if (Array.isArray(before) && Array.isArray(value))
        rest[key] = [...(before as unknown[]), ...(value as unknown[])];
      else if (typeof before === "object" && before !== null) rest[key] = { ...before, ...(value as object) };
      else rest[key] = value;
    }
  }
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: parts.flatMap(({ resources }) => resources),
    resource_drift: parts.flatMap(({ drift }) => drift),
    ...rest,
  };
}

export interface PlantedPlan {
  readonly secret: string;
  readonly plan: object;
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const anyPlaces = (texts: readonly ((secret: string) => string)[]) =>
  fc.array(
    fc.tuple(
      fc.nat(),
      fc.nat(texts.length - 1),
      fc.nat(HOLDERS.length - 1),
      anyFiller,
      fc.constantFrom(...TYPES),
      anyActions,
    ),
    { minLength: 1, maxLength: 4 },
  );

type Place = readonly [
  place: number,
  text: number,
  holder: number,
  filler: object,
  type: string,
  actions: readonly string[],
];

function planted(
  texts: readonly ((secret: string) => string)[],
  secret: string,
  places: readonly Place[],
  from = 0,
): readonly Planted[] {
  return places.map(([place, text, holder, filler, type, actions], index) =>
    pick(placesOf(from + index, pick(texts, text)(secret), filler, type, actions, pick(HOLDERS, holder)), place),
  );
}

/** A secret that a mark makes known, and its copies. */
export const markedPlan: fc.Arbitrary<PlantedPlan> = fc
  .tuple(anySecret, fc.nat(), anyPlaces(COPIES))
  .map(([secret, home, places]) => ({
    secret,
    plan: together([pick(homesOf(secret), home), ...planted(COPIES, secret, places)]),
  }));

/** A secret that only gives itself away, once or several times. */
export const unmarkedPlan: fc.Arbitrary<PlantedPlan> = fc
  .tuple(plainSecret, anyPlaces(GIVEAWAYS))
  .map(([secret, places]) => ({ secret, plan: together(planted(GIVEAWAYS, secret, places)) }));

/** A secret that gives itself away in one place, and is copied to others. */
export const copiedPlan: fc.Arbitrary<PlantedPlan> = fc
  .tuple(plainSecret, anyPlaces(GIVEAWAYS), anyPlaces(COPIES))
  .map(([secret, places, copies]) => {
    // An update has both sides, so that it is given away whichever side holds it.
    const source = places.slice(0, 1).map((place) => [...place.slice(0, 5), ["update"]] as unknown as Place);
    return { secret, plan: together([...planted(GIVEAWAYS, secret, source), ...planted(COPIES, secret, copies, 1)]) };
  });
