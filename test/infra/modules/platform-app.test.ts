/** The app leaves out what cdktf prepares for references between stacks, and makes up for it where there is one. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Pet } from "@cdktf/provider-random/lib/pet";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { PlatformApp } from "../../../infra/modules/platform-app";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "platform-app-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Two stacks, of which the second is written last and may refer to the first. */
function synthesized(make: new (options: { outdir: string }) => App, name: string, refers: boolean): string {
  const outdir = path.join(folder, name);
  const app = new make({ outdir });
  const first = new TerraformStack(app, "first");
  new RandomProvider(first, "random");
  const pet = new Pet(first, "pet", {});
  const second = new TerraformStack(app, "second");
  new TerraformOutput(second, "name", { value: refers ? pet.id : "rex" });
  app.synth();
  const stacks = path.join(outdir, "stacks");
  return ["first", "second"]
    .map((stack) => fs.readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8"))
    .concat(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8"))
    .join("\n");
}

const resolvesOf = (make: new (options: { outdir: string }) => App, name: string, refers: boolean): number => {
  const resolve = jest.spyOn(Pet.prototype, "toTerraform");
  try {
    synthesized(make, name, refers);
    return resolve.mock.calls.length;
  } finally {
    resolve.mockRestore();
  }
};

test.each([
  ["no stack refers to another", false],
  ["one does", true],
])("where %s, it writes what cdktf's own app writes", (_what, refers) => {
  expect(synthesized(PlatformApp, "ours", refers)).toBe(synthesized(App, "cdktf", refers));
});

test("an element is made ready once, where cdktf does so twice", () => {
  expect([resolvesOf(App, "cdktf", false), resolvesOf(PlatformApp, "ours", false)]).toEqual([2, 1]);
});

test("a mistake in a stack is told as it is", () => {
  const app = new PlatformApp({ outdir: path.join(folder, "broken") });
  const stack = new TerraformStack(app, "first");
  stack.node.addValidation({ validate: () => ["It leaks."] });

  expect(() => app.synth()).toThrow("It leaks.");
});
