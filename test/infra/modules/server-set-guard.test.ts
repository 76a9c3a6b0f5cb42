import { Release } from "@cdktf/provider-helm/lib/release";
import { TerraformStack, Testing } from "cdktf";
import { stringify } from "yaml";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import { guardServerSets } from "../../../infra/modules/server-set-guard";
import type { JangadaError, Problem } from "../../../src/errors";

const FILE = "infra/environments/dev/environment.yaml";

const servers = (size: string): object => ({
  objects: [
    { kind: "Service", metadata: { name: "s3" } },
    { kind: "StatefulSet", metadata: { name: "minio", annotations: { "jangada/servers-of-a-set": size } } },
  ],
});

/** What is refused where these values follow on that text. */
function refused(before: string | null, after: object, deployed = "minio"): readonly Problem[] {
  const stack = Object.assign(new TerraformStack(Testing.app(), "dev-platform"), {
    environment: { file: FILE, locate: () => ({ line: 9 }) },
  }) as unknown as EnvironmentStack;
  new Release(stack, "minio", { name: "minio", chart: "objects", values: [stringify(after)] });
  new Release(stack, "other", { name: "other", chart: "objects" });
  const values = before === null ? null : [before];
  try {
    guardServerSets(stack, [
      { type: "helm_release", address: "helm_release.minio", attributes: { name: deployed, values } },
    ]);
    return [];
  } catch (error) {
    return (error as JangadaError).problems;
  }
}

test.each<[what: string, before: string | null, after: object]>([
  ["as many", stringify(servers("3")), servers("3")],
  ["other servers", stringify({ volume: { replicas: 3 } }), servers("5")],
  ["none any more", stringify(servers("3")), {}],
  ["a state without values", null, servers("3")],
  ["a state whose values are no YAML", "jangada/servers-of-a-set: [", servers("3")],
])("given %s, then it is let through", (_what, before, after) => {
  expect(refused(before, after)).toEqual([]);
});

test("given another release's, then it is let through", () => {
  expect(refused(stringify(servers("5")), servers("3"), "other")).toEqual([]);
});

test.each(["2", "4"])("given sets of 3, then sets of %s are refused at their place", (size) => {
  expect(refused(stringify(servers("3")), servers(size))).toMatchObject([
    {
      code: "OBJECT_SERVERS_FIXED",
      message: expect.stringContaining(`has 3 servers, and would have ${size}`) as string,
      place: { file: FILE, path: "objectServers.servers", line: 9 },
    },
  ]);
});
