/** Many environments like the smallest, each with a name, a network and a host of its own. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "./program";

const DEV = path.join(ROOT, "test", "fixtures", "environments", "dev", "environment.yaml");

/** The names, `e001` and on. */
export function environmentNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `e${String(index + 1).padStart(3, "0")}`);
}

/** @throws RangeError beyond 256: their networks are the /16 of 10.0.0.0/8 */
export function environmentText(index: number, name: string, dev = fs.readFileSync(DEV, "utf8")): string {
  if (index > 255) throw new RangeError("There are 256 networks of /16 in 10.0.0.0/8.");
  return `${dev.replace(/^name: dev\b/m, `name: ${name}`).replaceAll("dev.example.org", `${name}.example.org`)}network: { cidr: 10.${index}.0.0/16 }\n`;
}

/** Writes a project of so many environments, whose app is that of the checkout. */
export function writeEnvironments(project: string, count: number): void {
  for (const [index, name] of environmentNames(count).entries()) {
    const folder = path.join(project, "infra", "environments", name);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "environment.yaml"), environmentText(index, name));
  }
  const { context } = JSON.parse(fs.readFileSync(path.join(ROOT, "cdktf.json"), "utf8")) as { context: object };
  const app = `"${process.execPath}" "${path.join(ROOT, "bin", "app.js")}"`;
  fs.writeFileSync(
    path.join(project, "cdktf.json"),
    JSON.stringify({ language: "typescript", app, context, sendCrashReports: "false" }),
  );
}
