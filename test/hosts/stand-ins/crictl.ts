/** crictl, and ctr for what runs beside: containers are those that the kubelet tells of. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ask } from "./ask";
import { etcdctl } from "./kubectl";
import { CLUSTER_SOCKET, CONTAINERS, STOPS } from "./places";
import type { MemberId } from "./questions";

interface Told {
  readonly containers: readonly { readonly id: string; readonly name: string }[];
  readonly member?: MemberId;
}

const told = (): Told =>
  fs.existsSync(CONTAINERS) ? (JSON.parse(fs.readFileSync(CONTAINERS, "utf8")) as Told) : { containers: [] };

async function main(given: readonly string[]): Promise<number> {
  const args = given[0] === "--runtime-endpoint" ? given.slice(2) : given;
  const [verb, ...rest] = args;
  const { containers, member } = told();
  if (verb === "ps") {
    const name = new RegExp(rest[rest.indexOf("--name") + 1] ?? "");
    process.stdout.write(
      containers
        .filter((container) => name.test(container.name))
        .map(({ id }) => `${id}\n`)
        .join(""),
    );
    return 0;
  }
  if (verb === "stop") {
    const id = rest.at(-1) ?? "";
    fs.mkdirSync(STOPS, { recursive: true });
    fs.writeFileSync(path.join(STOPS, id), "");
    return 0;
  }
  if (verb === "exec") return execute(rest, containers, member);
  if (verb === "info") return 0;
  process.stderr.write(`No help topic for '${verb}'\n`);
  return 1;
}

async function execute(
  [id, ...command]: readonly string[],
  containers: Told["containers"],
  member: MemberId | undefined,
): Promise<number> {
  if (!containers.some((container) => container.id === id && container.name === "etcd")) {
    process.stderr.write(`execing command in container: container "${id}" not found\n`);
    return 1;
  }
  if (command[0] === "etcdutl") {
    const file = command.at(-1) ?? "";
    JSON.parse(fs.readFileSync(file, "utf8"));
    return 0;
  }
  const args = etcdctl(command);
  const isCopy = args[0] === "snapshot" && args[1] === "save";
  const { ended } = await ask(CLUSTER_SOCKET, { ask: "etcd", member, command: isCopy ? ["copy"] : args });
  if (isCopy && ended?.code === 0) fs.writeFileSync(args[2] ?? "", ended.stdout, { mode: 0o600 });
  else process.stdout.write(ended?.stdout ?? "");
  process.stderr.write(ended?.stderr ?? "");
  return ended?.code ?? 1;
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => process.exit(code));
