/** What the stages of bare hosts share (`assets/kubeadm/lib.sh`), without a host: in bash, in a folder. `npm run test:hosts` has the stages. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const assets = path.resolve(__dirname, "..", "..", "assets", "kubeadm");
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lib-"));
});

/** Runs a script after the library's, in an empty folder. */
function bash(script: string, variables: Readonly<Record<string, string>> = {}, source: readonly string[] = []) {
  const { username, gid } = os.userInfo();
  const group = spawnSync("id", ["-gn"], { encoding: "utf8", timeout: PROGRAM_LIMIT }).stdout.trim() || String(gid);
  const sources = ["lib.sh", ...source].map((file) => `source ${path.join(assets, file)}`).join("\n");
  return spawnSync("bash", ["-c", `set -Eeuo pipefail\n${sources}\n${script}`], {
    cwd: folder,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
    env: {
      PATH: process.env["PATH"],
      WORK: path.join(folder, "work"),
      OWNER: `${username}:${group}`,
      RETRY_BASE: "0",
      NODE_NAME: "cp1",
      ...variables,
    },
  });
}
const file = (name: string) => path.join(folder, name);
const WRITE = `printf 'a\\nb\\n' | ensure_file ${"$PWD"}/etc/new 640; echo "$FILE_CHANGED \${#CHANGES[@]}"`;

describe("ensure_file", () => {
  test("writes what is not there, with its mode, and the second time nothing", () => {
    expect(bash(WRITE).stdout).toBe("yes 1\n");
    expect(fs.readFileSync(file("etc/new"), "utf8")).toBe("a\nb\n");
    expect(fs.statSync(file("etc/new")).mode & 0o777).toBe(0o640);
    const before = fs.statSync(file("etc/new")).mtimeMs;
    expect(bash(WRITE).stdout).toBe("no 0\n");
    expect(fs.statSync(file("etc/new")).mtimeMs).toBe(before);
    expect(fs.readdirSync(file("work"))).toEqual([]);
  });

  test.each([
    ["another content", (name: string) => fs.writeFileSync(name, "c\n", { mode: 0o640 })],
    ["a last line without its end", (name: string) => fs.writeFileSync(name, "a\nb", { mode: 0o640 })],
    ["another mode", (name: string) => fs.chmodSync(name, 0o644)],
    [
      "a link in its place",
      (name: string) => (fs.renameSync(name, `${name}.other`), fs.symlinkSync(`${name}.other`, name)),
    ],
  ])("puts right %s", (_, spoil) => {
    bash(WRITE);
    spoil(file("etc/new"));

    expect(bash(WRITE, { MODE: "check" }).stdout).toBe("yes 1\n");
    expect(bash(WRITE).stdout).toBe("yes 1\n");
    expect(fs.lstatSync(file("etc/new")).isFile()).toBe(true);
    expect(bash(WRITE).stdout).toBe("no 0\n");
  });

  test("changes nothing where it only checks", () => {
    expect(bash(WRITE, { MODE: "check" }).stdout).toBe("yes 1\n");
    expect(fs.existsSync(file("etc/new"))).toBe(false);
  });

  test("puts back what was there, the last first, and takes away what was not", () => {
    bash("printf old | ensure_file $PWD/kept 600");
    bash(
      "printf new | ensure_file $PWD/kept 644; printf x | ensure_file $PWD/made 600; printf newer | ensure_file $PWD/kept 600; undo_all",
    );

    expect(fs.readFileSync(file("kept"), "utf8")).toBe("old");
    expect(fs.statSync(file("kept")).mode & 0o777).toBe(0o600);
    expect(fs.existsSync(file("made"))).toBe(false);
  });

  test("counts at the end of a pipe, and fails where what makes the content fails", () => {
    expect(bash("{ echo a; false; } | ensure_file $PWD/half 600; echo went on").stdout).not.toContain("went on");
  });

  test("a way back through names with spaces and quotes is found", () => {
    bash(`printf x | ensure_file "$PWD/it's a \\$(file)" 600; undo_all`);
    expect(fs.readdirSync(folder)).toEqual(["work"]);
  });
});

test("a block of ours leaves the lines of others, and is there once", () => {
  fs.writeFileSync(file("hosts"), "127.0.0.1 localhost\n# theirs\n");
  const set = (line: string) =>
    bash(`printf '${line}\\n' | ensure_block $PWD/hosts nodes; echo "\${#CHANGES[@]}"`).stdout;

  expect(set("10.0.0.1 cp1")).toBe("1\n");
  expect(set("10.0.0.1 cp1")).toBe("0\n");
  fs.appendFileSync(file("hosts"), "::1 later\n");
  expect(set("10.0.0.2 cp2")).toBe("1\n");
  expect(fs.readFileSync(file("hosts"), "utf8").split("\n")).toEqual([
    "127.0.0.1 localhost",
    "# theirs",
    "::1 later",
    "# jangada: nodes begins",
    "10.0.0.2 cp2",
    "# jangada: nodes ends",
    "",
  ]);
});

describe("retry", () => {
  const counted = (fails: number) =>
    `cat > try <<'T'\n#!/bin/bash\necho x >> count\n(( $(wc -l < count) > ${fails} ))\nT\nchmod +x try; retry ./try; echo done`;

  test.each([
    [0, 1, "done\n"],
    [2, 3, "done\n"],
    [9, 3, ""],
  ])("of one that fails %d times there are %d tries", (fails, tries, said) => {
    expect(bash(counted(fails)).stdout).toBe(said);
    expect(fs.readFileSync(file("count"), "utf8")).toBe("x\n".repeat(tries));
  });

  test("hands on how it ended", () => {
    expect(bash("retry sh -c 'exit 7'", { RETRIES: "1" }).status).toBe(7);
  });

  test("one that hangs has an end", () => {
    expect(bash("retry sleep 200", { RETRIES: "1", COMMAND_TIMEOUT: "1" }).status).toBe(124);
  });
});

describe("the result", () => {
  test.each([`a "quoted" \\ thing`, "two\nlines\tand tabs", "bell\u0007", "ünï", "", "%s $(id) `id`"])(
    "holds any text: %j",
    (text) => {
      const { stdout } = bash('problem "$TEXT"; result essentials false 3', { TEXT: text });

      expect(stdout.split("\n")).toHaveLength(2);
      expect(JSON.parse(stdout)).toMatchObject({
        stage: "essentials",
        host: "cp1",
        ok: false,
        changed: 0,
        problems: [text.replace("\u0007", " ")],
      });
    },
  );

  test("says what differs where it only checks", () => {
    expect(JSON.parse(bash("changed /etc/a; result network true 0", { MODE: "check" }).stdout)).toMatchObject({
      mode: "check",
      changed: 1,
      differs: ["/etc/a"],
    });
  });
});

test.each([
  ["10.1.2.3", "10.0.0.0/8", true],
  ["11.0.0.1", "10.0.0.0/8", false],
  ["192.0.2.7", "192.0.2.7", true],
  ["192.0.2.8", "192.0.2.7/32", false],
  ["203.0.113.9", "0.0.0.0/0", true],
  ["192.168.1.255", "192.168.0.0/23", true],
  ["192.168.2.0", "192.168.0.0/23", false],
])("whether %s is in %s: %s", (address, range, isIn) => {
  expect(bash(`in_range ${address} ${range} && echo yes || echo no`, {}, ["stages/firewall.sh"]).stdout).toBe(
    isIn ? "yes\n" : "no\n",
  );
});

const FIREWALL = { NODES: "a=192.0.2.11 b=192.0.2.12", CONTROL_PLANES: "a=192.0.2.11", ADMIN_CIDRS: "10.0.0.0/8" };
const NODES_ONLY = "ip saddr @nodes";
test.each([
  ["vxlan", {}, ["udp dport 4789"], ["l4proto 4", "dport 179", "51820", "7946"]],
  ["vxlan-cross-subnet", {}, ["udp dport 4789"], ["l4proto 4", "dport 179"]],
  ["ipip", {}, ["meta l4proto 4", "tcp dport 179"], ["4789"]],
  ["ipip-cross-subnet", {}, ["meta l4proto 4", "tcp dport 179"], ["4789"]],
  ["none", {}, ["tcp dport 179"], ["4789", "l4proto 4"]],
  ["none", { WIREGUARD: "yes" }, ["tcp dport 179", "udp dport 51820"], ["4789"]],
  ["vxlan", { LOAD_BALANCERS: "yes" }, ["tcp dport 7946", "udp dport 7946"], ["51820"]],
])(
  "the firewall lets through what carries pods' packets by %s (%j), from nodes alone",
  (mode, more, opened, closed) => {
    const { stdout } = bash(
      "rules",
      { ...FIREWALL, ROLE: "worker", POD_CIDR: "10.244.0.0/16", NETWORK_MODE: mode, ...more },
      ["stages/firewall.sh"],
    );

    for (const port of opened) expect(stdout).toContain(`    ${NODES_ONLY} ${port} accept\n`);
    for (const port of closed) expect(stdout).not.toContain(port);
    expect(stdout).not.toMatch(/^\s+(udp|tcp) dport (4789|179|7946|51820)/m);
  },
);

test.each([
  ["1.6.20", "2.0", true],
  ["2.0", "2.0", false],
  ["2.0.0", "2.0", false],
  ["10.0", "9.9", false],
])("whether %s is older than %s: %s", (one, other, isOlder) => {
  expect(bash(`older ${one} ${other} && echo yes || echo no`).stdout).toBe(isOlder ? "yes\n" : "no\n");
});

test.each([
  [
    "1.6.20~ds1",
    /^version = 2\n[^]*io\.containerd\.grpc\.v1\.cri'\]\n {2}sandbox_image = 'pause'[^]*runc\.options\]\n {2}SystemdCgroup = true/,
  ],
  [
    "2.1.4",
    /^version = 3\n[^]*cri\.v1\.images'\.pinned_images\]\n {2}sandbox = 'pause'[^]*cri\.v1\.runtime'[^]*runc\.options\]\n {2}SystemdCgroup = true/,
  ],
])("containerd %s is configured in its own words", (version, expected) => {
  expect(bash(`configuration ${version}`, { PAUSE_IMAGE: "pause" }, ["stages/containerd.sh"]).stdout).toMatch(expected);
});
