import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { environmentOver, reachHosts } from "../../src/operations/stacks-with-hosts";
import type { SynthesizedStack } from "../../src/operations/synth";
import { HOSTS_ONE_BY_ONE } from "../../src/rehearsal/hosts/one-by-one";

function stack(name: string, json: object): SynthesizedStack {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
  fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(json));
  return { name, folder, dependencies: [] };
}

const hosts = stack("dev-cluster", { variable: { ssh: { default: {} } }, resource: { terraform_data: {} } });
const clouds = stack("dev-network", { resource: { terraform_data: {} } });
const rehearsed = { JANGADA_STATE_DIRECTORY: "/state", TF_VAR_ssh: "{}", ...HOSTS_ONE_BY_ONE };

test("a stack reaches hosts by its variable, not by what else it is made of", () => {
  expect(reachHosts([clouds])).toBe(false);
  expect(reachHosts([clouds, hosts])).toBe(true);
});

test("simulated hosts are reached one by one", () => {
  expect(environmentOver(hosts, rehearsed)).toEqual(rehearsed);
});

test("what reaches none is changed as much at a time as Terraform is used to, beside hosts too", () => {
  expect(environmentOver(clouds, rehearsed)).toEqual({ JANGADA_STATE_DIRECTORY: "/state", TF_VAR_ssh: "{}" });
});

test("what a person has set is theirs", () => {
  const own = { ...rehearsed, TF_CLI_ARGS_apply: "-parallelism=2" };

  expect(environmentOver(clouds, own)).toMatchObject({ TF_CLI_ARGS_apply: "-parallelism=2" });
  expect(environmentOver(clouds, { ...HOSTS_ONE_BY_ONE })).toEqual(HOSTS_ONE_BY_ONE);
});
