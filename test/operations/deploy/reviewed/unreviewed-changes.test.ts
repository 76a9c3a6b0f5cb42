import fc from "fast-check";
import { unreviewedChanges } from "../../../../src/operations/deploy/reviewed/unreviewed-changes";
import { differenceText } from "../../../../src/operations/deploy/reviewed/refusal";
import { type Change, type Output, planOf } from "./plans";

const QUEUE = "aws_sqs_queue.orders";
const GROUP = "aws_security_group.web";

const created: Change = {
  address: QUEUE,
  actions: ["create"],
  after: { name: "orders", delay_seconds: 5 },
  unknown: { id: true, arn: true },
};
const updated: Change = {
  address: QUEUE,
  actions: ["update"],
  before: { id: "q-1", delay_seconds: 5, max_message_size: 1024, tags: { a: "1" } },
  after: { id: "q-1", delay_seconds: 10, max_message_size: 2048, tags: { a: "1", b: "2" } },
};
const replaced: Change = {
  address: QUEUE,
  actions: ["delete", "create"],
  reason: "replace_because_cannot_update",
  before: { id: "q-1", name: "orders" },
  after: { name: "orders-2" },
  unknown: { id: true },
};
const replacedNewFirst: Change = { ...replaced, actions: ["create", "delete"] };
const deleted: Change = { address: QUEUE, actions: ["delete"], before: { id: "q-1", name: "orders" } };

const whyOf = (reviewed: readonly Change[], now: readonly Change[]): readonly string[] =>
  unreviewedChanges([planOf(reviewed)], planOf(now)).map(({ why }) => why);

describe("what stands in what was reviewed", () => {
  const cases: readonly (readonly [string, readonly Change[], readonly Change[]])[] = [
    ["the same plan", [created], [created]],
    ["nothing, since all is done", [created, deleted], []],
    [
      "a creation whose unknown values are known by now",
      [created],
      [{ ...created, after: { ...created.after, arn: "arn:q" }, unknown: { id: true } }],
    ],
    [
      "an update, what is done of it apart",
      [updated],
      [{ ...updated, before: { ...updated.before, delay_seconds: 10 } }],
    ],
    ["an update of one tag of two", [updated], [{ ...updated, before: { ...updated.after, tags: { a: "1" } } }]],
    [
      "an update of a value that was not known",
      [{ ...updated, after: { ...updated.before, policy: null }, unknown: { policy: true } }],
      [{ ...updated, after: { ...updated.before, policy: "{}" } }],
    ],
    [
      "a creation that broke off: what it left is tainted, and replaced",
      [created],
      [{ ...created, actions: ["delete", "create"], reason: "replace_because_tainted", before: { id: "q-9" } }],
    ],
    [
      "a replacement whose creation broke off",
      [replaced],
      [{ ...replaced, reason: "replace_because_tainted", before: { id: "q-9", name: "orders-2" } }],
    ],
    ["a replacement of which the deletion is done", [replaced], [{ ...replaced, actions: ["create"], before: null }]],
    [
      "a replacement, the new one first, of which the deletion is left",
      [replacedNewFirst],
      [{ ...deleted, deposed: "0a1b2c3d" }],
    ],
    ["the deletion of what was deposed before", [{ ...deleted, deposed: "aa" }], [{ ...deleted, deposed: "aa" }]],
    [
      "a move that was reviewed",
      [{ ...updated, previousAddress: "aws_sqs_queue.old" }],
      [{ ...updated, previousAddress: "aws_sqs_queue.old" }],
    ],
    ["a change whose move is done", [{ ...updated, previousAddress: "aws_sqs_queue.old" }], [updated]],
    ["a set in another order", [rules(["10.0.0.0/8"], ["b", "a"])], [rules(["10.0.0.0/8"], ["a", "b"])]],
    [
      "a set with what was not known then, in another place",
      [{ ...rules([], ["10.0.0.0/8", "x"]), unknown: { ingress: [{}, { cidr_blocks: true }] } }],
      [rules([], ["1.2.3.4/32", "10.0.0.0/8"])],
    ],
    ["a rule fewer to add, since that is done", [rules(["a"], ["a", "b", "c"])], [rules(["a", "b"], ["a", "b", "c"])]],
    ["a rule fewer to take away", [rules(["a", "b", "c"], ["a"])], [rules(["a", "c"], ["a"])]],
  ];

  test.each(cases)("%s", (_, reviewed, now) => {
    expect(unreviewedChanges([planOf(reviewed)], planOf(now))).toEqual([]);
  });

  test("a tainted object that a re-run left deposed, by what that re-run was to do", () => {
    const again: Change = { ...replacedNewFirst, reason: "replace_because_tainted", before: { id: "q-2" } };
    const left: Change = { ...deleted, before: { id: "q-2" }, deposed: "bb" };

    expect(whyOf([replacedNewFirst], [left])).toEqual(["another-object"]);
    expect(unreviewedChanges([planOf([replacedNewFirst]), planOf([again])], planOf([left]))).toEqual([]);
  });

  test("outputs whose value was not known, is as it was reviewed, or is as it was", () => {
    const then: readonly Output[] = [
      { name: "a", actions: ["create"], unknown: true },
      { name: "b", actions: ["update"], before: 1, after: 2 },
      { name: "c", actions: ["no-op"], before: 3, after: 3 },
      { name: "d", actions: ["delete"], before: 4 },
    ];
    const now: readonly Output[] = [
      { name: "a", actions: ["update"], before: 0, after: "known" },
      { name: "b", actions: ["create"], after: 2 },
      { name: "c", actions: ["create"], after: 3 },
      { name: "d", actions: ["delete"], before: 4 },
    ];

    expect(unreviewedChanges([planOf([], then)], planOf([], now))).toEqual([]);
  });
});

describe("what goes beyond it", () => {
  const cases: readonly (readonly [string, string, readonly Change[], readonly Change[]])[] = [
    ["another address", "not-reviewed", [created], [{ ...created, address: "aws_sqs_queue.more" }]],
    [
      "another value of a creation",
      "other-values",
      [created],
      [{ ...created, after: { name: "orders", delay_seconds: 6 } }],
    ],
    [
      "one value more of a creation",
      "other-values",
      [created],
      [{ ...created, after: { ...created.after, fifo_queue: true } }],
    ],
    ["one value less of a creation", "other-values", [created], [{ ...created, after: { name: "orders" } }]],
    [
      "a value that is not known any more",
      "other-values",
      [created],
      [{ ...created, after: { name: "orders" }, unknown: { delay_seconds: true } }],
    ],
    [
      "another value of an update",
      "other-values",
      [updated],
      [{ ...updated, after: { ...updated.after, delay_seconds: 11 } }],
    ],
    [
      "an update from elsewhere",
      "other-values",
      [updated],
      [{ ...updated, before: { ...updated.before, delay_seconds: 99 } }],
    ],
    ["an attribute more", "other-values", [updated], [{ ...updated, after: { ...updated.after, name: "x" } }]],
    ["an update instead of a creation", "another-action", [created], [{ ...updated }]],
    [
      "a replacement instead of an update",
      "another-action",
      [updated],
      [{ ...updated, actions: ["delete", "create"] }],
    ],
    [
      "a replacement of what is not tainted instead of a creation",
      "another-action",
      [created],
      [{ ...created, actions: ["delete", "create"] }],
    ],
    [
      "a replacement of something tainted that was to be updated",
      "another-action",
      [updated],
      [{ ...updated, actions: ["delete", "create"], reason: "replace_because_tainted" }],
    ],
    [
      "the replacement of another object",
      "another-object",
      [replaced],
      [{ ...replaced, before: { id: "q-7", name: "orders" } }],
    ],
    ["a deletion instead of an update", "another-action", [updated], [deleted]],
    ["the deletion of another object", "another-object", [deleted], [{ ...deleted, before: { id: "q-7" } }]],
    ["the deletion of something deposed", "another-action", [deleted], [{ ...deleted, deposed: "aa" }]],
    ["what the wrong replacement left", "another-action", [replaced], [{ ...deleted, deposed: "aa" }]],
    ["another move", "another-action", [updated], [{ ...updated, previousAddress: "aws_sqs_queue.old" }]],
    ["another import", "another-object", [{ ...updated, importing: "q-1" }], [{ ...updated, importing: "q-2" }]],
    ["another rule in a set", "other-values", [rules(["a"], ["a", "b"])], [rules(["a"], ["a", "c"])]],
    [
      "a rule that goes and was to stay",
      "other-values",
      [rules(["a", "b"], ["a", "b", "c"])],
      [rules(["a", "b"], ["a", "c"])],
    ],
    [
      "a rule that went outside and comes again",
      "other-values",
      [rules(["a", "b"], ["a", "b", "c"])],
      [rules(["a"], ["a", "b", "c"])],
    ],
  ];

  test.each(cases)("%s", (_, why, reviewed, now) => {
    expect(whyOf(reviewed, now)).toEqual([why]);
  });

  test("outputs that were to stay, and others' values", () => {
    const then: readonly Output[] = [
      { name: "a", actions: ["no-op"], before: 1, after: 1 },
      { name: "b", actions: ["create"], after: 2 },
    ];
    const now: readonly Output[] = [
      { name: "a", actions: ["delete"], before: 1 },
      { name: "b", actions: ["create"], after: 3 },
      { name: "c", actions: ["create"], after: 4 },
    ];

    const found = unreviewedChanges([planOf([], then)], planOf([], now));

    expect(found.map(({ address, why }) => [address, why])).toEqual([
      ["output.a", "not-reviewed"],
      ["output.b", "other-values"],
      ["output.c", "not-reviewed"],
    ]);
  });

  test("is told with both values, and of a secret without either", () => {
    const secret = { sensitive: { password: true } };
    const then = planOf([{ ...created, after: { name: "orders", password: "hunter-2-hunter" }, ...secret }]);
    const now = planOf([{ ...created, after: { name: "bills", password: "hunter-3-hunter" }, ...secret }]);

    const [difference] = unreviewedChanges([then], now);

    expect(difference && differenceText(difference)).toBe(
      `create ${QUEUE}: name: reviewed orders, now bills; password is another value (sensitive) than was reviewed`,
    );
    expect(JSON.stringify([then, now, difference])).not.toMatch(/hunter/);
  });
});

/** A security group whose rules are a set. */
function rules(before: readonly string[], after: readonly string[]): Change {
  const of = (cidrs: readonly string[]) => cidrs.map((cidr) => ({ cidr_blocks: [cidr], from_port: 443, to_port: 443 }));
  return {
    address: GROUP,
    actions: before.length > 0 ? ["update"] : ["create"],
    ...(before.length > 0 ? { before: { id: "sg-1", ingress: of(before) } } : {}),
    after: { ingress: of(after), ...(before.length > 0 ? { id: "sg-1" } : {}) },
  };
}

describe("whatever the plan", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
  const attributes = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { maxKeys: 5 });
  const sides = fc.tuple(attributes, attributes, fc.constantFrom("create", "update", "delete", "replace"));
  const plan = fc
    .dictionary(fc.stringMatching(/^aws_x\.[a-z]{1,4}$/), sides, { minKeys: 1, maxKeys: 6 })
    .map((all) => Object.entries(all).map(([address, side]) => changeOf(address, ...side)));

  test("what is left of it once some is done stands in it", () => {
    fc.assert(
      fc.property(plan, fc.infiniteStream(fc.boolean()), (changes, done) => {
        const left = changes.filter(() => !done.next().value);

        expect(unreviewedChanges([planOf(changes)], planOf(left))).toEqual([]);
      }),
    );
  });

  test("one change more never does, and is the one that is named", () => {
    fc.assert(
      fc.property(plan, sides, (changes, more) => {
        const added = changeOf("aws_y.more", ...more);

        expect(unreviewedChanges([planOf(changes)], planOf([...changes, added])).map(({ address }) => address)).toEqual(
          ["aws_y.more"],
        );
      }),
    );
  });

  test("one that makes something else of a thing never does, and is the one that is named", () => {
    fc.assert(
      fc.property(plan, fc.nat(), fc.constantFrom("value", "action"), (changes, which, how) => {
        const at = which % changes.length;
        const altered = changes.map((change, index) => (index === at ? alter(change, how) : change));

        expect(unreviewedChanges([planOf(changes)], planOf(altered)).map(({ address }) => address)).toEqual([
          changes[at]?.address,
        ]);
      }),
    );
  });
});

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  replace: ["delete", "create"],
};

function changeOf(address: string, before: object, after: object, action: string): Change {
  return {
    address,
    actions: ACTIONS[action] ?? [],
    ...(action === "create" ? {} : { before: { ...before, id: "i-1" } }),
    ...(action === "delete" ? {} : { after: { ...after, ...(action === "update" ? { id: "i-1" } : {}) } }),
  };
}

/** What it becomes differs in one value; a deletion is that of another object. */
function alter(change: Change, how: "value" | "action"): Change {
  const { actions, before, after } = change;
  if (how === "action" && actions[0] === "create") return { ...change, actions: ["update"], before: { id: "i-1" } };
  if (how === "action" && actions[0] === "update") return { ...change, actions: ["delete"], after: null };
  return after
    ? { ...change, after: { ...after, altered: "by somebody" } }
    : { ...change, before: { ...before, id: "i-2" } };
}
