import { facts } from "../../src/facts";
import { charts, type ChartName } from "../../src/catalog/charts";
import { chartNamed, findUnsafeValues } from "../../src/catalog/find-unsafe-values";
import { recordedValues, type KnownValue } from "../../src/catalog/recorded-values";
import { UNSAFE_VALUES } from "../../src/catalog/unsafe-values";
import { UNSAFE_CASES } from "./unsafe-cases";

const ids = (values: object, chart?: ChartName): readonly string[] =>
  findUnsafeValues(values, chart).map(({ what }) => what.id);

/** The chart's own values.yaml, as far as it sets anything. */
function defaultsOf(known: KnownValue): unknown {
  if (known.children.size === 0) return known.default;
  const below = [...known.children].map(([key, value]) => [key, defaultsOf(value)] as const);
  return {
    ...(known.default as object | undefined),
    ...Object.fromEntries(below.filter(([, value]) => value !== undefined)),
  };
}

describe("values that undo a protection", () => {
  test("are each tried", () => {
    expect(Object.keys(UNSAFE_CASES).sort()).toEqual(UNSAFE_VALUES.map(({ id }) => id).sort());
  });

  test.each(Object.entries(UNSAFE_CASES))(
    "are found, and what is next to them is left: %s",
    (id, { finds, leaves, chart }) => {
      for (const values of finds) expect(ids(values, chart)).toContain(id);
      for (const values of leaves) expect(ids(values, chart)).not.toContain(id);
      // At any depth.
      for (const values of finds.slice(0, 1)) {
        if (chart === undefined) expect(ids({ subchart: values })).toContain(id);
      }
    },
  );

  test.each(UNSAFE_VALUES)("are judged in a review: $id", ({ id, rule }) => {
    expect(facts.rules.map((one) => one.id)).toContain(rule ?? `exposure/values-${id}`);
  });

  test.each(Object.keys(charts) as ChartName[])("are not what %s has by default", (chart) => {
    const found = findUnsafeValues(defaultsOf(recordedValues(chart)), chart).filter(({ what }) => !what.thoughDefault);

    expect(found.map(({ path, what }) => `${path.join(".")} ${what.id}`)).toEqual([]);
  });

  test("are told by what the chart has, as far as it is known", () => {
    expect(ids({ apiService: { insecureSkipTLSVerify: true } }, "metrics-server")).toEqual([]);
    expect(ids({ apiService: { insecureSkipTLSVerify: true } })).toEqual(["insecure"]);
    // Which the platform sets otherwise.
    expect(ids({ api: { dashboard: true }, rbac: { aggregateTo: [] } }, "traefik")).toEqual(["dashboard"]);
    expect(ids({ ports: { websecure: { http: { middlewares: [] } } } }, "traefik")).toEqual(["platform-chain"]);
    expect(ids({ securityContext: { capabilities: { drop: ["ALL"] }, privileged: true } }, "traefik")).toEqual([
      "privileged",
    ]);
    expect(ids({ image: { repository: "quay.io/other" } }, "metrics-server")).toEqual(["image"]);
    expect(ids({ log: { level: "debug" } }, "karpenter")).toEqual([]);
  });

  test("stand where they are told to", () => {
    const values = { extraContainers: [{ name: "a" }, { name: "b", securityContext: { privileged: true } }] };

    expect(findUnsafeValues(values, "traefik")).toMatchObject([
      { path: ["extraContainers", 1, "securityContext", "privileged"] },
    ]);
  });

  test("of a chart are found by the name in its repository", () => {
    expect(chartNamed("traefik")).toBe("traefik");
    expect(chartNamed("./local")).toBeUndefined();
  });
});
