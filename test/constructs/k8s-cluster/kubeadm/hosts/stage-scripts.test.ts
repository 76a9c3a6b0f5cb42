/** What starts a stage again: the scripts that it comes to, and the settings that are read there. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { edited } from "../../../../helpers/edited";
import { STAGES } from "../../../../../src/targets/kubeadm/stages";
import { scriptsFolder, StageScripts } from "../../../../../src/constructs/k8s-cluster/kubeadm/hosts/stage-scripts";

const FILES = {
  "run.sh": "# say nothing\nlog 'packages'\nsource stages\n",
  "lib.sh": 'log() { say "$LEVEL"; }\nsay() {\n  echo\n}\npackages() {\n  apt "$MIRROR"\n}\n',
  "lib/names.sh": "names() {\n  cat /etc/packages ${NODES}\n}\n",
  "programs/renew.sh": "renew $YEARS\n",
  "stages/one.sh": "stage() {\n  packages\n}\n",
  "stages/two.sh": "stage() {\n  # packages\n  names; install programs/renew.sh\n}\n",
};
const SETTINGS = "LEVEL='1'\nMIRROR='here'\nNODES='a b'\nYEARS='2'\nRETRIES='3'\n";

function withScripts<T>(change: Partial<typeof FILES>, use: (scripts: StageScripts) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-scripts-"));
  try {
    for (const [name, text] of Object.entries({ ...FILES, ...change })) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    return use(new StageScripts(folder));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The stages that a change starts again. */
function startedBy(change: Partial<typeof FILES>, settings = SETTINGS): readonly string[] {
  const all = (scripts: StageScripts, text: string) =>
    ["one", "two"].map((stage) => [scripts.hashOf(stage), scripts.settingsHash(stage, text)].join());
  const [before, after] = [
    withScripts({}, (one) => all(one, SETTINGS)),
    withScripts(change, (one) => all(one, settings)),
  ];
  return ["one", "two"].filter((_, index) => before[index] !== after[index]);
}

test.each<[what: string, change: Partial<typeof FILES>, started: readonly string[]]>([
  ["nothing", {}, []],
  ["its own script", { "stages/one.sh": "stage() {\n  packages now\n}\n" }, ["one"]],
  ["what begins every one", { "run.sh": "log more\n" }, ["one", "two"]],
  ["a function that it calls", { "lib.sh": FILES["lib.sh"].replace("apt ", "apt-get ") }, ["one"]],
  ["a function that all come to", { "lib.sh": FILES["lib.sh"].replace("echo", "printf x") }, ["one", "two"]],
  ["a function of another file", { "lib/names.sh": FILES["lib/names.sh"].replace("cat", "tac") }, ["two"]],
  ["a program that it names", { "programs/renew.sh": "renew twice\n" }, ["two"]],
])("given another text of %s", (_, change, started) => {
  expect(startedBy(change)).toEqual(started);
});

test.each<[setting: string, started: readonly string[]]>([
  ["LEVEL", ["one", "two"]],
  ["MIRROR", ["one"]],
  ["NODES", ["two"]],
  ["YEARS", ["two"]],
  ["RETRIES", []],
])("given another %s", (setting, started) => {
  expect(startedBy({}, edited(SETTINGS, new RegExp(`^${setting}='.*`, "m"), `${setting}='other'`))).toEqual(started);
});

test("every stage of the file has a script", () => {
  const scripts = fs.readdirSync(path.join(scriptsFolder(), "stages"));

  expect(scripts).toEqual(
    expect.arrayContaining([...STAGES, "join-window", "forget", "remove"].map((stage) => `${stage}.sh`)),
  );
});
