import type { Acknowledgement } from "../../../src/environment/environment";
import { change, create, remove } from "../risk/changes";
import { reviewOf } from "./reviews";

const NOW = new Date("2026-06-15T12:00:00Z");
const GONE = { ...remove("aws_db_instance"), name: "databases_orders" };
const ENTRY: Acknowledgement = {
  address: "aws_db_instance.databases_orders",
  risk: "data-loss",
  reason: "it was copied to the new server",
  expires: "2026-06-15",
};
const failOn = ["data-loss"] as const;

describe("gates", () => {
  test("without any, everything passes", () => {
    expect(reviewOf({ changes: [GONE] }).gates).toEqual({
      failOn: [],
      passed: true,
      outcome: "passed",
      refused: [],
      notJudged: [],
    });
  });

  test("refuse what they name, and nothing else", () => {
    expect(reviewOf({ changes: [GONE], failOn }).gates).toMatchObject({
      passed: false,
      refused: [{ environment: "dev", address: ENTRY.address, risk: "data-loss" }],
    });
    expect(reviewOf({ changes: [GONE], failOn: ["exposure"] }).gates.passed).toBe(true);
  });

  test("of costs, only what rises is refused", () => {
    const smaller = change("aws_db_instance", { allocated_storage: 50 }, { allocated_storage: 20 });
    const larger = change("aws_db_instance", { allocated_storage: 20 }, { allocated_storage: 50 });

    expect(reviewOf({ changes: [smaller], failOn: ["cost"] }).gates.passed).toBe(true);
    expect(reviewOf({ changes: [larger], failOn: ["cost"] }).gates.passed).toBe(false);
  });

  test("what the base plans too is not this change's", () => {
    const result = reviewOf({ changes: [GONE], pending: [GONE], failOn });

    expect(result.gates.passed).toBe(true);
    expect(result.environments[0]?.counts.delete).toBe(0);
    expect(result.environments[0]?.components[0]?.things[0]?.changes).toMatchObject([{ pending: true }]);
  });

  test("what the base plans differently is this change's", () => {
    const before = { ...change("aws_db_instance", { a: 1 }, { a: 2 }), name: "databases_orders" };

    expect(reviewOf({ changes: [GONE], pending: [before], failOn }).gates.passed).toBe(false);
  });
});

describe("acknowledgements", () => {
  const states = (acknowledge: readonly Acknowledgement[], changes = [GONE]): unknown => {
    const result = reviewOf({ changes, acknowledge, failOn, now: NOW });
    return [result.gates.passed, ...result.acknowledgements.map(({ state }) => state)];
  };

  test.each([
    ["on its last day", ENTRY, [true, "used"]],
    ["for every risk", { ...ENTRY, risk: undefined }, [true, "used"]],
    ["that expired yesterday", { ...ENTRY, expires: "2026-06-14" }, [false, "expired"]],
    ["of another risk", { ...ENTRY, risk: "exposure" }, [false, "unused"]],
    ["of another address", { ...ENTRY, address: "aws_db_instance.databases_billing" }, [false, "unused"]],
  ])("one %s", (_, entry, expected) => {
    expect(states([entry as Acknowledgement])).toEqual(expected);
  });

  test("are told on the risk that they let through", () => {
    const [environment] = reviewOf({ changes: [GONE], acknowledge: [ENTRY], failOn, now: NOW }).environments;

    const risks = environment?.components[0]?.things[0]?.changes[0]?.risks;

    expect(risks?.[0]).toMatchObject({
      risk: "data-loss",
      acknowledged: { reason: ENTRY.reason, expires: ENTRY.expires },
    });
    expect(risks?.filter(({ risk }) => risk !== "data-loss").some(({ acknowledged }) => acknowledged)).toBe(false);
  });

  test("let nothing through that is not in them", () => {
    const open = { ...create("aws_vpc_security_group_ingress_rule", { cidr_ipv4: "0.0.0.0/0" }), name: "databases_x" };

    const { gates } = reviewOf({
      changes: [GONE, open],
      acknowledge: [ENTRY],
      failOn: ["data-loss", "exposure"],
      now: NOW,
    });

    expect(gates.refused.map(({ risk }) => risk)).toEqual(["exposure"]);
  });
});
