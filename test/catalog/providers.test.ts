import { readFileSync } from "node:fs";
import * as path from "node:path";
import { PROVIDERS } from "../../src/catalog/providers";

const root = path.resolve(__dirname, "../..");

/** The provider version that a binding says it was generated from, read from its compiled source. */
function boundVersion(binding: string): string | undefined {
  const source = readFileSync(path.join(root, "node_modules", binding, "lib/provider/index.js"), "utf8");
  return /providerVersion: '([^']+)'/.exec(source)?.[1];
}

describe("the pinned providers", () => {
  test.each(Object.values(PROVIDERS))("$source is the version that its binding is bound to", ({ binding, version }) => {
    expect(boundVersion(binding)).toBe(version);
  });

  test("are those that the package has bindings of", () => {
    const { peerDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      readonly peerDependencies: Readonly<Record<string, string>>;
    };

    expect(Object.values(PROVIDERS).map(({ binding }) => binding)).toEqual(
      Object.keys(peerDependencies)
        .filter((name) => name.startsWith("@cdktf/provider-"))
        .sort(),
    );
  });
});
