import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { TerraformStack, Testing } from "cdktf";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import { guardRevisions } from "../../../infra/modules/revision-guard";
import { setSource } from "../../../src/constructs/kit/cdktf/source";
import type { JangadaError, Problem } from "../../../src/errors";

const FILE = "infra/environments/dev/environment.yaml";
const NAME = "dev-orders.password-revision";

type Previous = Parameters<typeof guardRevisions>[1];

const done = (revision: unknown, name = NAME, type = "kubernetes_config_map_v1"): Previous[number] => ({
  type,
  address: `${type}.databases_orders_revision`,
  attributes: { metadata: [{ name }], data: { passwordRevision: revision } },
});

/** What is refused where the file says this revision. */
function refused(wanted: string | undefined, previous: Previous): readonly Problem[] {
  const stack = Object.assign(new TerraformStack(Testing.app(), "dev-platform"), {
    environment: { file: FILE, locate: () => ({ line: 9 }) },
  }) as unknown as EnvironmentStack;
  const data: Record<string, string> = wanted === undefined ? {} : { passwordRevision: wanted };
  const map = new ConfigMapV1(stack, "revision", { metadata: { name: NAME }, data });
  setSource(map, { file: FILE, path: "databases.orders" });
  new ConfigMapV1(stack, "other", { metadata: { name: "files" }, data: { "ca.pem": "x" } });
  try {
    guardRevisions(stack, previous);
    return [];
  } catch (error) {
    return (error as JangadaError).problems;
  }
}

test.each<[what: string, wanted: string | undefined, previous: Previous, codes: readonly string[]]>([
  ["the first", "1", [], []],
  ["the same", "2", [done("2")], []],
  ["a raised one", "3", [done("2")], []],
  ["a lowered one", "1", [done("2")], ["PASSWORD_REVISION_LOWERED"]],
  ["one lower by ten", "9", [done("19")], ["PASSWORD_REVISION_LOWERED"]],
  ["one that is not lower, though its text is", "10", [done("9")], []],
  ["that of another server", "1", [done("2", "dev-ledger.password-revision")], []],
  ["that of another kind of thing", "1", [done("2", NAME, "kubernetes_secret_v1")], []],
  ["one beside others", "1", [done("1"), done("7", "x")], []],
  ["none any more", undefined, [done("2")], []],
  ["what is no number in the state", "1", [done("two"), done(null)], []],
])("given %s", (_, wanted, previous, codes) => {
  expect(refused(wanted, previous).map(({ code }) => code)).toEqual(codes);
});

test("says which revision is deployed, where the file lowers it, and what to write", () => {
  expect(refused("1", [done("2")])).toMatchObject([
    {
      message: expect.stringContaining("'passwordRevision' is 1, but 2 is deployed") as unknown,
      place: { file: FILE, path: "databases.orders.passwordRevision", line: 9 },
      remedy: expect.stringMatching(/^Write 2, or 3 /) as unknown,
    },
  ]);
});
