/** What the package declares: each entry's types are found by the old resolution of modules (`node10`) as by the new one. */
import * as fs from "node:fs";
import * as path from "node:path";

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly typesVersions: { readonly "*": Readonly<Record<string, readonly string[]>> };
}
const manifest = JSON.parse(fs.readFileSync(path.resolve(__dirname, "../package.json"), "utf8")) as Manifest;

const entries = Object.entries(manifest.exports).flatMap(([entry, target]) =>
  typeof target === "string" ? [] : [{ entry: entry.replace(/^\.\/?/, ""), ...target }],
);

test.each(entries)("the entry '$entry' is declared for both resolutions", ({ entry, types, default: file }) => {
  const old = entry === "" ? manifest.types : manifest.typesVersions["*"][entry]?.[0];

  expect(old).toBe(types);
  expect(file).toBe(types.replace(/\.d\.ts$/, ".js"));
  expect(
    fs.existsSync(path.resolve(__dirname, "..", types.replace(/^\.\/dist\//, "").replace(/\.d\.ts$/, ".ts"))),
  ).toBe(true);
});

test("no entry is declared for the old resolution alone", () => {
  const names = entries.map(({ entry }) => entry).filter(Boolean);
  expect(Object.keys(manifest.typesVersions["*"]).sort()).toEqual([...names].sort());
});
