/** What a saved plan was made from, and how a change of each is told. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadEnvironment } from "../../../src/environment/load";
import type { Environment } from "../../../src/environment/environment";
import { changedInputs, type PlanInputs, readInputs } from "../../../src/operations/deploy/inputs";
import { parseState, type StateFacts } from "../../../src/operations/deploy/state-facts";
import type { SelectedStack } from "../../../src/operations/selection/select";
import type { TerraformBinary } from "../../../src/operations/terraform-binary";
import { DEV } from "../../helpers/project";

const BINARY: TerraformBinary = { command: "terraform", product: "Terraform", version: "1.11.4" };
const STATE: StateFacts = {
  exists: true,
  serial: 7,
  lineage: "one",
  outputs: {},
  resources: [],
  mentions: () => false,
};

const CODE = {
  "//": { metadata: { version: "0.21.0" } },
  terraform: {
    required_providers: { aws: { source: "aws", version: "6.25.0" } },
    backend: { local: { path: "../../../terraform.dev-network.tfstate" } },
  },
  resource: { aws_vpc: { network: { cidr_block: "10.0.0.0/16" } } },
  output: { network: { value: "x" } },
};

/** A project in a folder of its own, with one stack. */
class Project {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "inputs-"));
  private readonly file = path.join(this.folder, "infra", "environments", "dev", "environment.yaml");
  private readonly stack: SelectedStack = {
    name: "dev-network",
    environment: "dev",
    dependencies: [],
    folder: path.join(this.folder, "cdktf.out", "stacks", "dev-network"),
  };

  constructor() {
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    fs.mkdirSync(path.join(this.stack.folder, "assets", "chart"), { recursive: true });
    this.write(DEV);
    this.synth(CODE);
    this.asset("replicas: 1");
  }

  public write(text: string): void {
    fs.writeFileSync(this.file, text);
  }
  public synth(code: object): void {
    fs.writeFileSync(path.join(this.stack.folder, "cdk.tf.json"), JSON.stringify(code));
  }
  public asset(text: string): void {
    fs.writeFileSync(path.join(this.stack.folder, "assets", "chart", "values.yaml"), text);
  }
  public inputs(state = STATE, binary = BINARY): PlanInputs {
    const { environment } = loadEnvironment(this.file, { root: this.folder });
    return readInputs(this.stack, environment as Environment, this.folder, binary, state);
  }
}

let project: Project;
let before: PlanInputs;
beforeEach(() => {
  project = new Project();
  before = project.inputs();
});
afterEach(() => fs.rmSync(project.folder, { recursive: true, force: true }));

const changed = (now: PlanInputs): readonly string[] =>
  changedInputs(before, now).map(({ input, message }) => `${input}: ${message}`);

describe("the inputs of a plan", () => {
  test("given nothing changed, also not after a trip through JSON, are the same", () => {
    expect(changedInputs(JSON.parse(JSON.stringify(before)) as PlanInputs, project.inputs())).toEqual([]);
  });

  test("given the same project in another folder, are the same: a plan may be carried from one job to the next", () => {
    expect(changed(new Project().inputs())).toEqual([]);
  });

  test("given a new version of CDKTF that writes the same, are the same", () => {
    project.synth({ ...CODE, "//": { metadata: { version: "0.22.0" } } });
    expect(changed(project.inputs())).toEqual([]);
  });

  test.each<[string, (project: Project) => PlanInputs, string]>([
    [
      "a comment in the environment file",
      (it) => {
        it.write(`${DEV}# why\n`);
        return it.inputs();
      },
      "file: infra/environments/dev/environment.yaml was changed",
    ],
    [
      "a resource",
      (it) => {
        it.synth({ ...CODE, resource: { aws_vpc: { network: { cidr_block: "10.1.0.0/16" } } } });
        return it.inputs();
      },
      "code: the synthesized code differs: aws_vpc.network",
    ],
    [
      "an output that is gone",
      (it) => {
        it.synth({ ...CODE, output: {} });
        return it.inputs();
      },
      "code: the synthesized code differs: output.network",
    ],
    [
      "another place of the state",
      (it) => {
        it.synth({ ...CODE, terraform: { ...CODE.terraform, backend: { local: { path: "/elsewhere" } } } });
        return it.inputs();
      },
      "code: the synthesized code differs: terraform.backend",
    ],
    [
      "a chart",
      (it) => {
        it.asset("replicas: 2");
        return it.inputs();
      },
      "assets: charts or scripts of the stack differ",
    ],
    [
      "a provider's version",
      (it) => {
        const required = { aws: { source: "aws", version: "6.26.0" } };
        it.synth({ ...CODE, terraform: { ...CODE.terraform, required_providers: required } });
        return it.inputs();
      },
      "providers: provider aws: aws 6.25.0 -> aws 6.26.0",
    ],
    [
      "another Terraform",
      (it) => it.inputs(STATE, { ...BINARY, version: "1.12.0" }),
      "terraform: it was made with Terraform 1.11.4, and this is Terraform 1.12.0",
    ],
    [
      "another serial of the state",
      (it) => it.inputs({ ...STATE, serial: 9 }),
      "state: the state was changed since: serial 7 -> 9",
    ],
    [
      "another lineage of the state",
      (it) => it.inputs({ ...STATE, lineage: "two" }),
      "state: it is another state (its lineage differs)",
    ],
    ["a state that is gone", (it) => it.inputs(parseState("")), "state: the state is gone"],
  ])("given %s, say what changed", (_, change, message) => {
    expect(changed(change(project))).toEqual([message]);
  });
});
