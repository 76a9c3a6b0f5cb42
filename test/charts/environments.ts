/** The environment files whose releases are rendered. */
import * as fs from "node:fs";
import * as path from "node:path";

const ROOT = path.resolve(__dirname, "..", "..");
/** Beside the project's own: files of these tests, for what none of those says. */
const VARIANTS = path.join(__dirname, "variants");

/** By name. */
export function environmentTexts(): Readonly<Record<string, string>> {
  const own = path.join(ROOT, "infra", "environments");
  const texts: Record<string, string> = {};
  for (const name of fs.readdirSync(own).sort()) {
    texts[name] = fs.readFileSync(path.join(own, name, "environment.yaml"), "utf8");
  }
  for (const file of fs.readdirSync(VARIANTS).sort()) {
    texts[path.parse(file).name] = fs.readFileSync(path.join(VARIANTS, file), "utf8");
  }
  return texts;
}
