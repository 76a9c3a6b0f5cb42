import { change, judged } from "./changes";

describe("several findings", () => {
  test("stand in the order of their harm, and what does none is not told beside them", () => {
    const before = {
      instance_class: "db.t4g.medium",
      publicly_accessible: false,
      backup_retention_period: 14,
      tags_all: { a: "1" },
    };
    const after = {
      instance_class: "db.t4g.large",
      publicly_accessible: true,
      backup_retention_period: 7,
      tags_all: { a: "2" },
    };

    const risks = judged(change("aws_db_instance", before, after)).map(({ risk }) => risk);

    expect(risks).toEqual(["data-loss", "exposure", "downtime", "cost", "cost"]);
  });

  test("what is read is never judged", () => {
    expect(judged({ ...change("aws_kms_key", {}, {}), mode: "data", actions: ["read"] })).toEqual([]);
  });

  test("the source of a duration is told with it", () => {
    const [finding] = judged(change("aws_eks_cluster", { version: "1.34" }, { version: "1.35" }));

    expect(finding?.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});
