/** Where CI is set and the clouds are real, a state that is a file of the machine is refused; of the simulated ones nothing is. */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { deploy } from "../../../src/operations/deploy/deploy";
import { destroy } from "../../../src/operations/deploy/destroy";
import { plan } from "../../../src/operations/deploy/plan";
import type { OperationEvent } from "../../../src/operations/events";
import { DEV, writeProject } from "../../helpers/project";

const BUCKET = `${DEV}state: { backend: s3, bucket: example-states }\n`;
const LOCAL = `${DEV}protected: false\nstate: { backend: local }\n`;

let project: string;
beforeAll(() => {
  project = writeProject({ dev: LOCAL, stored: edited(BUCKET, "name: dev", "name: stored") });
});
afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

/** Real clouds, of which no provider can be had: whatever goes on ends at `terraform init`. */
function env(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { JANGADA_STATE_DIRECTORY: _simulated, TF_REATTACH_PROVIDERS: _providers, CI: _ci, ...own } = process.env;
  const file = path.join(project, "terraform.rc");
  fs.writeFileSync(file, `provider_installation {\n  filesystem_mirror { path = "${project}/nothing" }\n}\n`);
  return { ...own, TF_CLI_CONFIG_FILE: file, ...more };
}

const options = (more: NodeJS.ProcessEnv, name = "dev") => ({
  facts,
  project,
  environments: [name],
  stacks: ["network"],
  env: env(more),
  confirm: () => Promise.resolve(true),
});
const REFUSED = {
  problems: [
    {
      code: "LOCAL_STATE_IN_CI",
      place: { file: path.join("infra", "environments", "dev", "environment.yaml"), path: "state" },
      remedy: expect.stringContaining("--allow-local-state"),
    },
  ],
};

test.each([{ CI: "true" }, { CI: "1" }])("deploy and destroy refuse it with %j", async (ci) => {
  await expect(deploy(options(ci))).rejects.toMatchObject(REFUSED);
  await expect(destroy(options(ci))).rejects.toMatchObject(REFUSED);
});

test("the refusal is at the file's line", async () => {
  const line = LOCAL.split("\n").findIndex((text) => text.startsWith("state:")) + 1;

  await expect(deploy(options({ CI: "true" }))).rejects.toMatchObject({ problems: [{ place: { line } }] });
});

test.each<[string, () => Promise<unknown>]>([
  ["outside of CI", () => deploy(options({}))],
  ["where CI says that it is none", () => deploy(options({ CI: "false" }))],
  ["where it is allowed", () => deploy({ ...options({ CI: "true" }), allowLocalState: true })],
  ["with a bucket", () => deploy(options({ CI: "true" }, "stored"))],
])("%s it goes on", async (_, work) => {
  // To where the provider cannot be had.
  await expect(work()).resolves.toMatchObject({ ok: false, problems: [{ code: "TERRAFORM" }] });
});

test("plan, which changes nothing, warns", async () => {
  const events: OperationEvent[] = [];

  await plan({ ...options({ CI: "true" }), listener: (event) => events.push(event) });

  expect(events).toContainEqual(
    expect.objectContaining({ type: "message", level: "warning", message: expect.stringContaining("dev-network") }),
  );
});
