/** `assets/kubeadm/unpack.sh`: files of a bundle, below a folder and nowhere else. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { bundle } from "../../src/constructs/k8s-cluster/kubeadm/hosts/bundle";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { ROOT } from "../helpers/project";

const SCRIPT = path.join(ROOT, "assets", "kubeadm", "unpack.sh");

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-unpack-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function unpack(text: string) {
  fs.writeFileSync(path.join(folder, "bundle"), text);
  return spawnSync("bash", [SCRIPT, "bundle", "to"], { cwd: folder, encoding: "utf8", timeout: PROGRAM_LIMIT });
}

const modeOf = (file: string): string => (fs.statSync(path.join(folder, file)).mode & 0o777).toString(8);

test("files come out as they were, for their owner's eyes alone, and the bundle is gone", () => {
  const files = { "settings.sh": "A='é $(x) `y` ${z}'\n", "a/b/c.key": "-----BEGIN\nx\n-----END\n", empty: "" };

  expect(unpack(bundle(files))).toMatchObject({ status: 0, stdout: "", stderr: "" });

  for (const [file, text] of Object.entries(files)) {
    expect(fs.readFileSync(path.join(folder, "to", file), "utf8")).toBe(text);
    expect(modeOf(`to/${file}`)).toBe("600");
  }
  expect(modeOf("to/a/b")).toBe("700");
  expect(fs.readdirSync(folder)).toEqual(["to"]);
});

test.each(["../out QQ==", "a/../../out QQ==", "/tmp/out QQ==", "a b c", "a/ QQ==", "$(touch x) QQ=="])(
  "a line '%s' is refused, and nothing of it is written",
  (line) => {
    expect(unpack(`${line}\n`).status).toBe(1);

    expect(fs.readdirSync(folder)).toEqual([]);
  },
);

test("a second bundle replaces what it holds, and leaves the rest", () => {
  unpack(bundle({ one: "1", other: "2" }));

  expect(unpack(bundle({ one: "3" })).status).toBe(0);
  expect(["one", "other"].map((file) => fs.readFileSync(path.join(folder, "to", file), "utf8"))).toEqual(["3", "2"]);
});
