/** What is a rename without `moved`, at synth by the state, and at plan by what the cloud says exists: with one answer. */
import { TerraformResource, TerraformStack, Testing } from "cdktf";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import { guardRenames } from "../../../infra/modules/rename-guard";
import { setSource } from "../../../src/constructs/kit/cdktf/source";
import { TerraformData } from "../../../src/constructs/kit/cdktf/terraform-data";
import type { Move } from "../../../src/environment/file-schema";
import { JangadaError } from "../../../src/errors";
import { evaluate } from "../../helpers/terraform-console";

/** Whatever stands for a named thing on a target. */
const NAMED = "aws_db_instance";
const FILE = "infra/environments/dev/environment.yaml";

interface Case {
  readonly what: string;
  readonly existing: readonly string[];
  readonly configured: readonly string[];
  readonly moved?: readonly (readonly [from: string, to: string])[];
  /** The new names that are refused; none if it is let through. */
  readonly refused: readonly string[];
}

const CASES: readonly Case[] = [
  { what: "nothing there yet", existing: [], configured: ["databases.a"], refused: [] },
  { what: "nothing changed", existing: ["databases.a"], configured: ["databases.a"], refused: [] },
  { what: "one added", existing: ["databases.a"], configured: ["databases.a", "databases.b"], refused: [] },
  { what: "one removed", existing: ["databases.a", "databases.b"], configured: ["databases.a"], refused: [] },
  { what: "one renamed", existing: ["databases.a"], configured: ["databases.b"], refused: ["databases.b"] },
  {
    what: "one renamed, and said so",
    existing: ["databases.a"],
    configured: ["databases.b"],
    moved: [["databases.a", "databases.b"]],
    refused: [],
  },
  {
    what: "one renamed long ago, and still said so",
    existing: ["databases.b"],
    configured: ["databases.b"],
    moved: [["databases.a", "databases.b"]],
    refused: [],
  },
  {
    what: "one renamed twice",
    existing: ["databases.a"],
    configured: ["databases.c"],
    moved: [
      ["databases.a", "databases.b"],
      ["databases.b", "databases.c"],
    ],
    refused: [],
  },
  {
    what: "one renamed and said so, one added",
    existing: ["databases.a"],
    configured: ["databases.b", "databases.c"],
    moved: [["databases.a", "databases.b"]],
    refused: [],
  },
  {
    what: "one renamed and said so, one removed",
    existing: ["databases.a", "databases.c"],
    configured: ["databases.b"],
    moved: [["databases.a", "databases.b"]],
    refused: [],
  },
  {
    what: "two renamed, one said so",
    existing: ["databases.a", "databases.c"],
    configured: ["databases.b", "databases.d"],
    moved: [["databases.a", "databases.b"]],
    refused: ["databases.d"],
  },
  {
    what: "another renamed than is said",
    existing: ["databases.a"],
    configured: ["databases.b"],
    moved: [["databases.x", "databases.y"]],
    refused: ["databases.b"],
  },
  {
    what: "one of each list",
    existing: ["databases.a"],
    configured: ["cluster.pools.b"],
    refused: [],
  },
  {
    what: "one removed of a list, one added to another",
    existing: ["cluster.pools.x", "databases.a", "databases.c"],
    configured: ["databases.c", "cluster.pools.x", "cluster.pools.b"],
    refused: [],
  },
  {
    what: "one renamed, beside another list that stays",
    existing: ["cluster.pools.a", "databases.a"],
    configured: ["cluster.pools.b", "databases.a"],
    refused: ["cluster.pools.b"],
  },
];

function stackOf({ configured, existing, moved = [] }: Case): EnvironmentStack {
  const stack = new TerraformStack(Testing.app(), "dev-data");
  configured.forEach((path, index) =>
    setSource(new TerraformResource(stack, `thing-${index}`, { terraformResourceType: NAMED }), { file: FILE, path }),
  );
  // Of no source, and of another type, which comes with a named thing: neither is one.
  new TerraformResource(stack, "no-source", { terraformResourceType: NAMED });
  setSource(new TerraformData(stack, "beside", {}), { file: FILE, path: "databases.a.beside" });
  return Object.assign(stack, {
    environment: { file: FILE, moved: moved.map(([from, to]): Move => ({ from, to })), locate: () => ({ line: 7 }) },
    target: { namedTypes: [NAMED], existingNames: () => `toset(${JSON.stringify(existing)})` },
  }) as unknown as EnvironmentStack;
}

/** As a state holds them: with tags of its own, of another's, or none. */
const stateOf = ({ existing }: Case): Parameters<typeof guardRenames>[1] =>
  [...existing.map((name) => ({ tags_all: { "jangada:named": name } })), {}, { tags_all: null }, { tags_all: {} }].map(
    (attributes, index) => ({ type: "aws_db_instance", address: `aws_db_instance.thing-${index}`, attributes }),
  );

/** What is refused at synth; and, where that is nothing, what the plan is given to judge. */
function refusals(given: Case): readonly JangadaError["problems"][number][] {
  try {
    guardRenames(stackOf(given), stateOf(given));
    return [];
  } catch (error) {
    return (error as JangadaError).problems;
  }
}

/** The guard, as where no state can be read at synth. */
function guardOf(given: Case): Guard | undefined {
  const stack = stackOf(given);
  guardRenames(stack, []);
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    readonly resource: { readonly terraform_data: Readonly<Record<string, Guard>> };
  };
  return resource.terraform_data["names"];
}
const conditionsOf = (given: Case): readonly Condition[] => guardOf(given)?.lifecycle?.precondition ?? [];

interface Condition {
  readonly condition: string;
  readonly error_message: string;
}
interface Guard {
  readonly input?: readonly string[];
  readonly lifecycle?: { readonly precondition: readonly Condition[] };
}

const bare = (condition: string): string => condition.replace(/^\$\{(.*)\}$/s, "$1");

test.each(CASES)("given $what, synth refuses $refused", (given) => {
  expect(refusals(given).map(({ place }) => place?.path)).toEqual(given.refused);
});

test("the plan refuses the same", () => {
  const conditions = CASES.map((given) => conditionsOf(given).map(({ condition }) => bare(condition)));

  const held = evaluate(conditions.map((each) => `[${each.join(", ")}]`)) as readonly (readonly boolean[])[];

  expect(CASES.map(({ what }, index) => ({ what, through: held[index]?.every(Boolean) }))).toEqual(
    CASES.map(({ what, refused }) => ({ what, through: refused.length === 0 })),
  );
  // A list for itself: each has its own condition and its own message.
  expect(conditions.map((each) => each.length)).toEqual(
    CASES.map(({ configured }) => new Set(configured.map((path) => path.replace(/\.[^.]+$/, ""))).size),
  );
});

test("both say what would be destroyed, what made, and how to say that it is a rename", () => {
  const given = CASES.find(({ what }) => what === "two renamed, one said so") as Case;
  const [problem] = refusals(given);
  const [precondition] = conditionsOf(given);
  const [message] = evaluate([`"${precondition?.error_message}"`]);

  expect(problem).toMatchObject({
    code: "RENAMED_WITHOUT_MOVED",
    message: expect.stringContaining("'databases.d' is new while 'databases.c' is gone") as unknown,
    remedy: expect.stringContaining("moved: [{from: databases.c, to: databases.d}]") as unknown,
    place: { file: FILE, path: "databases.d", line: 7 },
  });
  expect(message).toContain(`In 'databases', databases.c is gone from ${FILE} while databases.d is new`);
});

test("where nothing is named, nothing is guarded", () => {
  const given: Case = { what: "", existing: ["databases.a"], configured: [], refused: [] };

  expect(refusals(given)).toEqual([]);
  expect(guardOf(given)).toBeUndefined();
});

test("the order of the file moves nothing", () => {
  const [given, turned] = [
    ["databases.a", "cluster.pools.b", "databases.c"],
    ["databases.c", "databases.a", "cluster.pools.b"],
  ].map((configured) => guardOf({ what: "", existing: [], configured, refused: [] }));

  expect(Object.values(given?.input ?? {})).toEqual(["cluster.pools.b", "databases.a", "databases.c"]);
  expect(given).toEqual(turned);
});
