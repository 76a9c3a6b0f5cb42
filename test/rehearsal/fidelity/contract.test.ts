/**
 * Terraform holds providers to a contract, and only writes into its log where an older one departs from it. A rehearsal
 * departs where the real providers do: they plan defaults for arguments that are not computed.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { DEV, expectAllOk, fixture, RehearsedProject } from "../../helpers/project";

const PROD = fixture("prod");

/** The lines of the log in which Terraform tells a departure: `- .enable_dns_support: planned value …`. */
const departures = (log: string): readonly string[] =>
  log.split("\n").filter((line) => /^\s+- \.|produced an unexpected new value|inconsistent/.test(line));

const isDefault = (line: string): boolean => /planned value .* for a non-computed attribute/.test(line);

test.each([
  ["dev", DEV],
  ["prod", PROD],
])("a rehearsal of %s departs from the contract by defaults of older providers alone", async (name, text) => {
  const project = await RehearsedProject.open({ [name]: text });
  const logFile = path.join(project.folder, "terraform.log");
  Object.assign(project.env, { TF_LOG: "WARN", TF_LOG_PATH: logFile });
  try {
    expectAllOk(await project.deploy(name));
    const again = await project.plan(name);
    expectAllOk(again);
    expect(again.flatMap(({ changes }) => changes)).toEqual([]);

    const found = departures(fs.readFileSync(logFile, "utf8"));
    expect(found.filter(isDefault).length).toBeGreaterThan(0);
    expect([...new Set(found.filter((line) => !isDefault(line)))]).toEqual([]);
  } finally {
    await project.close();
  }
});
