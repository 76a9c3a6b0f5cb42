/** What is loaded late is the same module as ever. */
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { ROOT } from "../helpers/project";

async function evaluate(code: string): Promise<unknown> {
  const prelude = `require("./bin/load-late.cjs"); const loaded = (name) => Object.keys(require.cache).some((file) => file.includes(name));`;
  const { status, stdout, stderr } = await run(process.execPath, ["-e", `${prelude} ${code}`], { cwd: ROOT });
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}
const module_ = (name: string): string => JSON.stringify(path.join(...name.split("/")));

describe("loading late", () => {
  test("cdktf and zod leave alone what nothing has called", async () => {
    const names = ["archiver/", "semver/", "locales/de"].map(module_).join(", ");
    expect(
      await evaluate(`require("cdktf"); require("zod"); console.log(JSON.stringify([${names}].filter(loaded)));`),
    ).toEqual([]);
  });

  test("archives, versions and languages are there when they are asked for", async () => {
    const code = `
      const { archiveSync } = require("cdktf/lib/private/fs");
      const { z } = require("zod");
      const { ValidateBinaryVersion } = require("cdktf/lib/validations/validate-binary-version");
      const fs = require("node:fs");
      const folder = fs.mkdtempSync(require("node:os").tmpdir() + "/late-");
      fs.writeFileSync(folder + "/a.txt", "a");
      archiveSync(folder, folder + ".zip");
      z.config(z.locales.de());
      const german = z.string().safeParse(1).error.issues[0].message;
      const old = new ValidateBinaryVersion("node", ">=99", "echo 1.2.3", "hint").validate();
      console.log(JSON.stringify({ zip: fs.readFileSync(folder + ".zip").subarray(0, 2).toString(), german, old: old.length }));
      fs.rmSync(folder, { recursive: true }); fs.rmSync(folder + ".zip");`;
    expect(await evaluate(code)).toEqual({ zip: "PK", german: expect.stringContaining("erwartet") as string, old: 1 });
  });
});
