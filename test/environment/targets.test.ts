/** One file for several targets: made-up ones, so that nothing here depends on what a real one asks for. */
import { edited } from "../helpers/edited";
import Ajv from "ajv";
import { parse } from "yaml";
import { z } from "zod";
import { environmentJsonSchema } from "../../src/environment/json-schema";
import { loadText, type LoadOptions } from "../../src/environment/load-file";
import { type Component, defineComponent, defineRules } from "../../src/model/component";
import type { TargetFacts } from "../../src/model/target-facts";
import { eksFacts } from "../../src/targets/eks/facts";

/** Of the sea: hulls for accounts, shores for regions; nobody is told who steers. */
const sea: TargetFacts = {
  ...eksFacts,
  name: "kubeadm",
  title: "the sea",
  block: "sea",
  account: {
    pattern: /^hull-\d+$/,
    error: "must be a hull's number",
    example: "hull-1",
    title: "hull",
    description: "Which hull.",
  },
  region: {
    pattern: /^[a-z]+$/,
    error: "must be the name of a shore",
    example: "ceara",
    title: "shore",
    description: "Which shore.",
    usual: "ceara",
  },
  principal: {
    pattern: /^captain-/,
    error: "must be a captain",
    example: "captain-ana",
    description: "Who steers.",
    usual: () => "captain-ana",
    title: "name",
    accountOf: () => undefined,
  },
  tags: {
    key: { pattern: /^[a-z]+$/, error: "must be lower case", example: "a" },
    value: { pattern: /^[a-z]*$/, error: "must be lower case", example: "a" },
    maxCount: 12,
  },
  names: { environment: 8 },
  stateBackends: [
    {
      name: "chest",
      title: "a chest",
      fields: { key: z.string().describe("What opens it."), shore: z.string().describe("Where it is buried.") },
      example: "state: {backend: chest, key: …}",
      regionFields: ["shore"],
      storageField: "key",
      usable: "a lock",
      isMissing: () => false,
      removeCommand: () => "dig",
      placeOf: () => "x",
    },
  ],
};

const sailRules = defineRules({
  schema: z.strictObject({
    area: z.int().describe("Square metres."),
    aws: z
      .strictObject({ mast: z.string().regex(/^m-/), flag: z.string().optional() })
      .optional()
      .describe("On AWS."),
    sea: z.strictObject({ rope: z.string() }).optional().describe("At sea."),
  }),
  defaults: () => ({ area: 3 }),
  targets: {
    eks: () => ({
      defaults: () => ({ aws: { mast: "m-usual" } }),
      check: ({ aws }) => (aws?.flag === "black" ? [{ path: ["aws", "flag"], code: "PIRATES", message: "No." }] : []),
    }),
    kubeadm: () => ({
      check: ({ sea: block }, { facts }) =>
        facts.admins.length === 0
          ? [{ path: ["sea", "admins"], fromTop: true, code: "NO_CAPTAIN", message: "Nobody steers." }]
          : block?.rope === "rotten"
            ? [{ path: ["sea", "rope"], code: "ROTTEN", message: "No." }]
            : [],
    }),
  },
});

const sail = defineComponent({
  name: "sail",
  rules: () => sailRules,
  filledIn: true,
  build: {},
});

const OPTIONS: LoadOptions = {
  components: [sail] as unknown as readonly Component[],
  targets: [eksFacts, sea],
  root: "/",
};
const load = (text: string, options: LoadOptions = {}) =>
  loadText(text, "environment.yaml", { ...OPTIONS, ...options });
const told = (text: string, options: LoadOptions = {}): readonly string[] =>
  load(text, options).problems.map(({ code, place }) => `${code} ${place?.path ?? ""}`);

const BOTH = `name: dev
target: eks
profile: minimal
owner: fishers
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/a"] }
sea: { account: hull-7, region: iracema, admins: [captain-ana] }
sail:
  aws: { mast: m-1 }
  sea: { rope: hemp }
`;

describe("a file with the blocks of two targets", () => {
  test("is moved from one to the other by `target` alone", () => {
    const before = load(BOTH).environment;
    const after = load(edited(BOTH, "target: eks", "target: kubeadm")).environment;

    expect(before?.facts).toMatchObject({
      target: "eks",
      account: "123456789012",
      region: "eu-west-1",
      admins: ["arn:aws:iam::123456789012:role/a"],
    });
    expect(after?.facts).toMatchObject({
      target: "kubeadm",
      account: "hull-7",
      region: "iracema",
      admins: ["captain-ana"],
    });
    expect(after?.sections["sail"]).toEqual(before?.sections["sail"]);
  });

  test("is read for another target than it names", () => {
    expect(load(BOTH, { target: "kubeadm" }).environment?.facts).toMatchObject({
      target: "kubeadm",
      region: "iracema",
    });
  });

  test("needs the block of the target that is chosen, and of no other", () => {
    const one = edited(edited(BOTH, /^sea:.*\n/m, ""), /^ {2}sea:.*\n/m, "");

    expect(told(one)).toEqual([]);
    expect(told(one, { target: "kubeadm" })).toEqual(["ENV_MISSING sea"]);
    expect(told(edited(BOTH, /^aws:.*\n/m, ""))).toEqual(["ENV_MISSING aws"]);
  });

  test.each([
    ["a region that is none", "region: eu-west-1", "region: eu-west-9", "ENV_REGION_UNKNOWN aws.region"],
    [
      "an admin of another account",
      "iam::123456789012",
      "iam::210987654321",
      "ENV_ADMIN_OF_OTHER_ACCOUNT aws.admins[0]",
    ],
    ["an admin twice", 'role/a"]', 'role/a", "arn:aws:iam::123456789012:role/a"]', "ENV_ADMIN_TWICE aws.admins[1]"],
    ["what its part refuses", "mast: m-1", "mast: m-1, flag: black", "PIRATES sail.aws.flag"],
  ])("%s is told where that is chosen, and nowhere else", (_, from, to, expected) => {
    expect(told(edited(BOTH, from, to))).toEqual([expected]);
    expect(told(edited(BOTH, from, to), { target: "kubeadm" })).toEqual([]);
  });

  test.each([
    ["an account of another form", 'account: "123456789012"', "account: me", "ENV_VALUE aws.account"],
    ["a region of another form", "region: eu-west-1", "region: Europe", /aws\.region/],
    ["a key that nobody knows", "admins: [", "admin: [], admins: [", "ENV_UNKNOWN_KEY aws.admin"],
    ["a section's block of another form", "mast: m-1", "mast: 3", "ENV_TYPE sail.aws.mast"],
    ["a section's key that nobody knows", "mast: m-1", "mast: m-1, mats: 3", "ENV_UNKNOWN_KEY sail.aws.mats"],
  ])("%s is told of either", (_, from, to, expected) => {
    for (const target of ["eks", "kubeadm"]) {
      expect(told(edited(BOTH, from, to), { target })).toEqual([
        typeof expected === "string" ? expected : expect.stringMatching(expected),
      ]);
    }
  });

  test("what is wrong with one field of the chosen block hides nothing in the sections", () => {
    const text = edited(edited(BOTH, "role/a", "group/a"), "mast: m-1", "mast: m-1, flag: black");

    expect(told(text)).toEqual(["ENV_VALUE aws.admins[0]", "PIRATES sail.aws.flag"]);
  });

  test("only the chosen target's part fills in and checks", () => {
    const bare = edited(BOTH, /^sail:[\s\S]*/m, "sail: {}\n");

    expect(load(bare).environment?.sections["sail"]).toEqual({ area: 3, aws: { mast: "m-usual" } });
    expect(load(bare, { target: "kubeadm" }).environment?.sections["sail"]).toEqual({ area: 3 });
    expect(told(edited(BOTH, "hemp", "rotten"))).toEqual([]);
    expect(told(edited(BOTH, "hemp", "rotten"), { target: "kubeadm" })).toEqual(["ROTTEN sail.sea.rope"]);
  });

  test("a section can complain of what stands at the top of the file", () => {
    const [problem] = load(edited(BOTH, ", admins: [captain-ana]", ""), { target: "kubeadm" }).problems;

    expect(problem?.place).toEqual({ file: "environment.yaml", line: 6, column: 1, path: "sea.admins" });
  });
});

describe("what the chosen target says of names, tags and states", () => {
  test("its forms count", () => {
    const tagged = edited(BOTH, "owner: fishers", "owner: fishers\ntags: { Big: Ship }");

    expect(told(tagged)).toEqual([]);
    expect(told(tagged, { target: "kubeadm" })).toEqual(["ENV_VALUE tags.Big"]);
    expect(told(edited(BOTH, "name: dev", "name: development"))).toEqual([]);
    expect(told(edited(BOTH, "name: dev", "name: development"), { target: "kubeadm" })).toEqual(["ENV_VALUE name"]);
  });

  test("so does how many tags there may be, and who tells their case apart", () => {
    const tags = (...keys: readonly string[]): string =>
      edited(BOTH, "owner: fishers", `owner: fishers\ntags: {${keys.map((key) => ` ${key}: x`).join(",")} }`);

    expect(told(tags("a", "b", "c"))).toEqual([]);
    expect(told(tags("a", "b", "c"), { target: "kubeadm" })).toEqual(["ENV_TAGS_TOO_MANY tags"]);
    expect(told(tags("a", "A"))).toEqual(["ENV_TAG_TWICE tags.A"]);
    expect(told(tags("a", "A"), { target: "kubeadm" })).toEqual(["ENV_VALUE tags.A"]);
  });

  test("a state may be kept where any target keeps one", () => {
    const state = `${BOTH}state: { backend: chest, key: k, shore: mars }\n`;

    expect(load(state).environment?.state).toEqual({ backend: "chest", key: "k", shore: "mars" });
    expect(told(`${BOTH}state: { backend: s3, bucket: states, region: eu-west-9 }\n`, { target: "kubeadm" })).toEqual([
      "ENV_REGION_UNKNOWN state.region",
    ]);
    expect(told(`${BOTH}state: { backend: gcs }\n`)).toEqual(["ENV_VALUE state.backend"]);
  });

  test("the warning of a state that nobody shares names the place that the target has", () => {
    const full = edited(BOTH, "minimal", "full");

    expect(load(full).environment?.warnings[0]?.remedy).toContain("state: {backend: s3, bucket: …}");
    expect(load(full, { target: "kubeadm" }).environment?.warnings[0]?.remedy).toContain(
      "state: {backend: chest, key: …}",
    );
  });
});

describe("a target that is not served", () => {
  test.each(["aks", "titanic"])("%s is refused where it is asked for", (target) => {
    const [problem, ...others] = load(BOTH, { target }).problems;

    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: "ENV_TARGET_UNSUPPORTED",
      place: { path: "target", line: 2 },
      remedy: "This version serves `target: eks`, `target: kubeadm`.",
    });
  });

  test("its blocks, at the top and in sections, are not unknown beside that", () => {
    const text = edited(
      edited(BOTH, "target: eks", "target: aks"),
      "sail:\n",
      "azure: { location: x }\nsail:\n  azure: {}\n",
    );

    expect(told(text)).toEqual(["ENV_TARGET_UNSUPPORTED target"]);
  });

  test("does no harm in a file that is read for another one", () => {
    expect(told(edited(BOTH, "target: eks", "target: aks"), { target: "eks" })).toEqual([]);
  });
});

describe("the JSON Schema of several targets", () => {
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    environmentJsonSchema(OPTIONS.components ?? [], OPTIONS.targets),
  );
  const mistakes = (text: string): readonly string[] => {
    validate(parse(text));
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };

  test("takes the blocks of both", () => {
    expect(mistakes(BOTH)).toEqual([]);
    expect(mistakes(edited(BOTH, "target: eks", "target: kubeadm"))).toEqual([]);
  });

  test("wants that of the target that the file names", () => {
    expect(mistakes(edited(BOTH, /^aws:.*\n/m, ""))).toContain(" must have required property 'aws'");
    expect(mistakes(edited(edited(BOTH, /^aws:.*\n/m, ""), "target: eks", "target: kubeadm"))).toEqual([]);
  });

  test("knows what one target alone fills in as needed", () => {
    expect(mistakes(edited(BOTH, "mast: m-1", "flag: red"))).toContain("/sail/aws must have required property 'mast'");
  });
});
