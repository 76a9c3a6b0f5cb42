import { charts } from "../../src/catalog/charts";
import {
  checkClosed,
  checkCompatibility,
  type CompatibilityCatalog,
  type UsedVersion,
} from "../../src/catalog/compatibility";
import { load, problemsOf, SMALLEST } from "../environment/made-up";

const CATALOG: CompatibilityCatalog = {
  charts: {
    old: { version: "1.0.0", kubernetes: { from: "1.25", to: "1.30", source: "test" } },
    new: { version: "2.0.0", kubernetes: { from: "1.32", source: "test" } },
    wide: { version: "3.0.0", kubernetes: { from: "1.9", to: "1.100", source: "test" } },
  },
};
const kubernetes = (version: string): UsedVersion => ({
  kind: "kubernetes",
  name: "kubernetes",
  version,
  path: ["cluster", "version"],
});
const chart = (name: string): UsedVersion => ({ kind: "chart", name, path: ["x"] });

describe("checkCompatibility", () => {
  test.each<[minor: string, names: readonly string[], fits: boolean]>([
    ["1.25", ["old"], true],
    ["1.30", ["old"], true],
    ["1.24", ["old"], false],
    ["1.31", ["old"], false],
    ["1.32", ["new"], true],
    ["1.99", ["new"], true],
    ["1.9", ["new"], false],
    ["1.9", ["wide"], true],
    ["1.100", ["wide"], true],
    ["1.101", ["wide"], false],
    ["1.8", ["wide"], false],
    ["latest", ["wide"], false],
    ["1.31", [], true],
    ["1.31", ["unknown"], true],
  ])("Kubernetes %s with %j: %s", (minor, names, fits) => {
    expect(checkCompatibility([kubernetes(minor), ...names.map(chart)], CATALOG)).toHaveLength(fits ? 0 : 1);
  });

  test("given charts that a minor does not fit, names each with its range, and the minors that fit all", () => {
    expect(checkCompatibility([kubernetes("1.31"), chart("old"), chart("wide"), chart("old")], CATALOG)).toEqual([
      {
        use: kubernetes("1.31"),
        message: "Kubernetes 1.31 is not supported by old 1.0.0 (1.25 to 1.30).",
        remedy: "Choose a minor that all charts of this environment support: 1.25 to 1.30.",
      },
    ]);
  });

  test("given charts that nothing fits together, says that no minor helps", () => {
    expect(checkCompatibility([kubernetes("1.31"), chart("old"), chart("new")], CATALOG)).toMatchObject([
      {
        message: "Kubernetes 1.31 is not supported by old 1.0.0 (1.25 to 1.30), new 2.0.0 (1.32 and later).",
        remedy: "No minor is supported by all charts of this environment: raise the older ones in the catalog.",
      },
    ]);
  });

  test("given add-ons that are not pinned for a minor, names them and the minors that have all", () => {
    const addOn = (name: string): UsedVersion => ({ kind: "add-on", name, path: [] });
    const addOns = { "1.34": { cni: "v1", dns: "v1" }, "1.35": { cni: "v1" } };
    const uses = [kubernetes("1.35"), addOn("cni"), addOn("dns")];

    expect(checkCompatibility(uses, { charts: {}, addOns })).toEqual([
      {
        use: kubernetes("1.35"),
        message: "For Kubernetes 1.35 no version is pinned of the add-on dns.",
        remedy: "Choose one of: 1.34.",
      },
    ]);
    expect(checkCompatibility([kubernetes("1.34"), addOn("cni"), addOn("dns")], { charts: {}, addOns })).toEqual([]);
  });

  test("given a PostgreSQL major that the catalog does not know, names those that it does", () => {
    const use: UsedVersion = { kind: "postgres", name: "postgres", version: "9", path: ["databases", 0, "version"] };

    expect(checkCompatibility([use])).toMatchObject([{ use, message: "PostgreSQL 9 is not in the catalog." }]);
    expect(checkCompatibility([{ ...use, version: "17" }])).toEqual([]);
  });

  test("given every chart of the catalog, at least one minor fits all", () => {
    const all = Object.keys(charts).map(chart);
    const minors = Array.from({ length: 40 }, (_, index) => `1.${index + 20}`);

    expect(minors.filter((minor) => checkCompatibility([kubernetes(minor), ...all]).length === 0)).not.toEqual([]);
  });
});

describe("the compatibility mode", () => {
  const text = (mode: string): string => `${SMALLEST}compatibility: ${mode}\ncrew: {version: "1.20"}\n`;

  test("enforce refuses the file", () => {
    expect(problemsOf(text("enforce"))).toEqual(["9:17 crew.version ENV_INCOMPATIBLE"]);
  });

  test("warn loads it with a warning", () => {
    const { environment, problems } = load(text("warn"));

    expect(problems).toEqual([]);
    expect(environment?.warnings).toMatchObject([
      { code: "ENV_INCOMPATIBLE", place: { line: 9, column: 17, path: "crew.version" } },
    ]);
  });

  test("off says nothing", () => {
    const { environment, problems } = load(text("off"));

    expect(problems).toEqual([]);
    expect(environment?.warnings).toEqual([]);
  });
});

describe("checkClosed", () => {
  const image = (name: string): UsedVersion => ({ kind: "image", name, path: ["objectServers", "engine"] });

  test("what nobody mends any more is told with its day, its source and what to take instead", () => {
    const [found, ...others] = checkClosed([
      image("minio"),
      image("other"),
      chart("minio-of-a-chart"),
      kubernetes("1.35"),
    ]);

    expect(others).toEqual([]);
    expect(found?.use).toEqual(image("minio"));
    expect(found?.message).toMatch(/closed since 2026-02-12: .*CVE-2025-62506.*https:\/\/github\.com\/minio\/minio/);
    expect(found?.remedy).toContain("engine: seaweedfs");
  });
});
