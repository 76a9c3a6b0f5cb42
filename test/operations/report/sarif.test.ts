import { facts } from "../../../src/facts";
import { renderSarif } from "../../../src/operations/report/sarif";
import { reviewOf } from "../review/reviews";
import { change, remove } from "../risk/changes";

interface Sarif {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation?: {
          readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
          readonly region: { readonly startLine: number; readonly startColumn?: number };
        };
      }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
    }[];
  }[];
}

const GONE = { ...remove("aws_db_instance"), name: "databases_orders" };
const render = (...parameters: Parameters<typeof reviewOf>): Sarif["runs"][number] =>
  (renderSarif(reviewOf(...parameters), facts) as Sarif).runs[0] as Sarif["runs"][number];

describe("SARIF", () => {
  test("has the form of version 2.1.0, and every result a rule that is listed once", () => {
    const whole = renderSarif(reviewOf({ changes: [GONE] }), facts) as Sarif;
    const [run] = whole.runs;
    const ids = run?.tool.driver.rules.map(({ id }) => id) ?? [];

    expect(whole.version).toBe("2.1.0");
    expect(whole.$schema).toMatch(/sarif-2\.1\.0/);
    expect(run?.tool.driver.name).toBe("jangada review");
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.sort()).toEqual([...new Set(run?.results.map(({ ruleId }) => ruleId))].sort());
  });

  test("points at the line of the environment file", () => {
    const result = render({ changes: [GONE] }).results.find(({ ruleId }) => ruleId === "data-loss/deleted");

    expect(result).toMatchObject({
      level: "error",
      message: { text: expect.stringContaining("aws_db_instance.databases_orders") as string },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "infra/environments/dev/environment.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 7, startColumn: 3 },
          },
        },
      ],
    });
  });

  test("of a project within a repository, the files are named from the repository's root", () => {
    const result = { ...reviewOf({ changes: [GONE] }), folder: "platform/eu" };

    const [run] = (renderSarif(result, facts) as Sarif).runs;

    expect(run?.results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe(
      "platform/eu/infra/environments/dev/environment.yaml",
    );
  });

  test("levels follow the risk, and a change without risk is no result", () => {
    const levels = render({ changes: [GONE] }).results.map(({ ruleId, level }) => `${ruleId} ${level}`);
    const harmless = change("aws_db_subnet_group", { a: 1 }, { a: 2 });

    expect(levels).toContain("downtime/database-replaced warning");
    expect(levels).toContain("cost/removed note");
    expect(render({ changes: [harmless] }).results).toEqual([]);
  });

  test("what is acknowledged is suppressed with its reason", () => {
    const acknowledge = [
      { address: "aws_db_instance.databases_orders", reason: "copied elsewhere", expires: "2999-01-01" },
    ];

    const [first] = render({ changes: [GONE], acknowledge }).results;

    expect(first?.suppressions).toEqual([{ kind: "external", justification: "copied elsewhere" }]);
  });

  test("fingerprints tell results apart and stay", () => {
    const prints = (): readonly string[] =>
      render({ changes: [GONE] }).results.map((result) => JSON.stringify(result.partialFingerprints));

    expect(new Set(prints()).size).toBe(prints().length);
    expect(prints()).toEqual(prints());
  });

  test("what could not be planned is an error", () => {
    const { results, tool } = render({ problems: [{ code: "TERRAFORM", message: "no such subnet" }] });

    expect(results).toMatchObject([
      { ruleId: "review/not-planned", level: "error" },
      {
        ruleId: "review/not-judged",
        level: "error",
        message: { text: "Not judged: dev cannot be judged: no such subnet" },
      },
    ]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(["review/not-planned", "review/not-judged"]);
  });
});
