/** ctr, for the one thing that the stages run by it: etcdutl's restore, which makes a member's data from a copy. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ask } from "./ask";
import { CLUSTER_SOCKET } from "./places";

async function main(args: readonly string[]): Promise<void> {
  const value = (name: string): string => args[args.indexOf(name) + 1] ?? "";
  const [mount] = /(?<=src=)[^,]+/.exec(value("--mount")) ?? [];
  const restore = args.slice(args.indexOf("etcdutl"));
  if (mount === undefined || restore.slice(0, 3).join(" ") !== "etcdutl snapshot restore") {
    throw new Error(`ctr: not known here: ${args.join(" ")}`);
  }
  const at = (inside: string): string => path.join(mount, inside.replace(/^\/restore/, ""));
  const members = value("--initial-cluster")
    .split(",")
    .map((pair) => ({ name: pair.split("=")[0] ?? "", peer: pair.split("=")[1] ?? "" }));
  const folder = at(value("--data-dir"));
  if (fs.existsSync(folder)) throw new Error(`data-dir "${folder}" not empty or could not be read`);
  const copy = fs.readFileSync(at(restore[3] ?? ""), "utf8");
  JSON.parse(copy);
  const { started } = await ask(CLUSTER_SOCKET, { ask: "restore", name: value("--name"), members, copy });
  fs.mkdirSync(path.join(folder, "member"), { recursive: true, mode: 0o700 });
  fs.writeFileSync(path.join(folder, "member", "id.json"), JSON.stringify(started));
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: Error) => {
      process.stderr.write(`Error: ${error.message}\n`);
      process.exit(1);
    },
  );
}
