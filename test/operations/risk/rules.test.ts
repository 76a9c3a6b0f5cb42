import { facts } from "../../../src/facts";
import { rulesFor } from "../../../src/operations/risk";
import { rulesOfAnyType } from "../../../src/operations/risk/rules/any-type";
import { describeRules, one } from "../../helpers/rule-cases";
import { change, create, exchange, remove, replace, rulesOf } from "./changes";

const DB = "aws_db_instance";

describe("rules of any type", () => {
  describeRules(
    { rules: rulesOfAnyType(facts) },
    {
      "data-loss/deleted": one(remove(DB), remove("aws_db_subnet_group")),
      "data-loss/replaced": one(exchange("aws_kms_key"), exchange("aws_kms_alias")),
      "exposure/deletion-protection-off": one(
        change(DB, { deletion_protection: true }, { deletion_protection: false }),
        create(DB, { deletion_protection: false }),
      ),
      "cost/added": one(create("aws_nat_gateway", { a: 1 }), create("aws_route_table", { a: 1 })),
      "cost/removed": one(remove("aws_nat_gateway"), remove("aws_route_table")),
    },
  );
});

describe("every rule", () => {
  test("is there once", () => {
    const ids = rulesFor(facts).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(rulesFor(facts))(
    "$id is named by its risk and says a whole sentence",
    ({ id, risk, reason, direction }) => {
      expect(id.startsWith(`${risk}/`)).toBe(true);
      expect(reason).toMatch(/\.$/);
      expect(direction !== undefined).toBe(risk === "cost");
    },
  );

  test("is told in the order of the list, but for those that are told last", () => {
    const rules = rulesFor(facts);
    const from = rules.findIndex(({ listedLast }) => listedLast);
    expect(rules.slice(from).every(({ listedLast }) => listedLast)).toBe(true);
    const before = { deletion_protection: true, enabled_cluster_log_types: ["api", "audit"], vpc_config: [{}] };
    const after = {
      deletion_protection: false,
      enabled_cluster_log_types: ["api"],
      vpc_config: [{ endpoint_public_access: true }],
    };

    expect(rulesOf(change("aws_eks_cluster", before, after))).toEqual([
      "exposure/public-api",
      "exposure/deletion-protection-off",
      "exposure/audit-less",
    ]);
  });
});

describe("what holds data", () => {
  test.each(Object.keys(facts.holdsData))("%s is told when it goes", (type) => {
    expect(rulesOf(remove(type))).toContain("data-loss/deleted");
    expect(rulesOf(replace(type))).toContain("data-loss/replaced");
  });
});
