import { Fn, Token } from "cdktf";
import { type CustomResource, customResourceProblems, isCustom } from "./crd";

const middleware = (spec: object): CustomResource => ({
  apiVersion: "traefik.io/v1alpha1",
  kind: "Middleware",
  metadata: { name: "a" },
  spec,
});

test("what is right is right, and what is wrong is told with its place", () => {
  expect(customResourceProblems(middleware({ ipAllowList: { sourceRange: ["10.0.0.0/8"] } }))).toEqual([]);
  expect(customResourceProblems(middleware({ rateLimit: { average: "many" }, rateLimits: {} }))).toEqual([
    expect.stringMatching(/^\/spec: must NOT have additional properties .*rateLimits/),
    expect.stringMatching(/^\/spec\/rateLimit\/average: must be integer/),
  ]);
});

test("what only Terraform knows is of no known type, and what stands beside it is still looked at", () => {
  const average = Token.asNumber(Fn.parseint("10", 10));
  const sourceRange = Fn.split(",", "a,b");
  expect(customResourceProblems(middleware({ rateLimit: { average }, ipAllowList: { sourceRange } }))).toEqual([]);
  expect(customResourceProblems(middleware({ rateLimit: { average, burst: "many" } }))).toEqual([
    expect.stringMatching(/^\/spec\/rateLimit\/burst: must be integer/),
  ]);
});

test("a kind without a recorded schema, and a version of one, is an error and not right", () => {
  const unknown = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "a" } };
  expect(() => customResourceProblems(unknown)).toThrow("No schema is recorded of Widget in example.com/v1");
  expect(() => customResourceProblems({ ...middleware({}), apiVersion: "traefik.io/v2" })).toThrow("traefik.io/v2");
});

test.each([
  ["v1", "ConfigMap", false],
  ["apps/v1", "Deployment", false],
  ["rbac.authorization.k8s.io/v1", "Role", false],
  ["flowcontrol.apiserver.k8s.io/v1", "FlowSchema", false],
  ["storage.k8s.io/v1", "StorageClass", false],
  ["snapshot.storage.k8s.io/v1", "VolumeSnapshotClass", true],
  ["elbv2.k8s.aws/v1beta1", "TargetGroupBinding", true],
  ["traefik.io/v1alpha1", "Middleware", true],
])("%s %s: brought by a definition is %s", (apiVersion, kind, custom) => {
  expect(isCustom({ apiVersion, kind })).toBe(custom);
});
