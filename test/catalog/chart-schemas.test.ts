/** Held against the schemas that Helm itself holds values to, at install. */
import { checkChartValues } from "../../src/catalog/chart-values";
import type { ChartName } from "../../src/catalog/charts";
import { type KnownValue, recordedValues } from "../../src/catalog/recorded-values";
import { chartSchema } from "../helpers/go-schemas";

/** What a value may be by mistake. */
const MISTAKES: readonly unknown[] = ["text", "4", -1, 1.5, 70_000, true, [], ["a"], [1], [{ a: 1 }], { a: 1 }, {}];

const pathsOf = (known: KnownValue): readonly (readonly string[])[] =>
  [...known.children].flatMap(([key, next]) => [[key], ...pathsOf(next).map((path) => [key, ...path])]);

describe.each<ChartName>(["traefik", "cert-manager", "external-dns", "external-secrets"])(
  "the recorded values of %s",
  (chart) => {
    test("refuse whatever the chart's own schema refuses", () => {
      const validate = chartSchema(chart);
      const missed = pathsOf(recordedValues(chart)).flatMap((path) =>
        MISTAKES.flatMap((mistake) => {
          const values = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), mistake) as object;
          validate(values);
          // What is asked for stands in the chart's own values.
          const refused = (validate.errors ?? []).some(({ keyword }) => keyword !== "required");
          return refused && checkChartValues(chart, values).length === 0
            ? [`${path.join(".")}: ${JSON.stringify(mistake)}`]
            : [];
        }),
      );

      expect(missed).toEqual([]);
    });
  },
);
