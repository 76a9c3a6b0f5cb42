import { chartValueProblems } from "../../../../src/constructs/kit/cluster/check-values";

describe("chartValueProblems", () => {
  test("given a value that the chart does not know, points at its key and suggests the nearest", () => {
    expect(chartValueProblems("external-secrets", { replicaCont: 2 }, ["values"])).toEqual([
      {
        path: ["values", "replicaCont"],
        at: "key",
        code: "CHART_UNKNOWN_VALUE",
        message: expect.stringContaining("replicaCont") as string,
        remedy: "Did you mean 'replicaCount'?",
      },
    ]);
  });

  test.each([[{ replicaCount: 2 }], [{}], [undefined]])("given %j, finds nothing", (values) => {
    expect(chartValueProblems("external-secrets", values, ["values"])).toEqual([]);
  });
});
