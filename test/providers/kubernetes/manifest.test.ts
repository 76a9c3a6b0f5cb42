import { Dynamic } from "../../../src/rehearsal/protocol/value";
import { Simulated, value } from "../support/simulated";

const METADATA = ["object", { name: "string", namespace: "string" }] as const;
const TYPE = [
  "object",
  { apiVersion: "string", kind: "string", metadata: METADATA, data: ["object", { a: "string" }] },
] as const;

const manifest = (name: string, a: string, namespace = "default"): { manifest: Dynamic } => ({
  manifest: new Dynamic(
    TYPE,
    value({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { a } }),
  ),
});

describe("kubernetes_manifest", () => {
  let kubernetes: Simulated;
  beforeEach(async () => {
    kubernetes = await Simulated.open("kubernetes");
  });

  it("is the object that it says, changed in place, or replaced when it becomes another one", async () => {
    const first = await kubernetes.apply("kubernetes_manifest", manifest("a", "1"));
    expect(first.object).toEqual(first.manifest);
    expect((await kubernetes.plan("kubernetes_manifest", manifest("a", "1"), first)).action).toBe("nothing");

    const second = await kubernetes.apply("kubernetes_manifest", manifest("a", "2"), first);
    expect(second.object).toEqual(second.manifest);
    expect(await kubernetes.core.read("kubernetes_manifest", second)).toEqual(second);
    expect(kubernetes.world.list("kubernetes_manifest")).toHaveLength(1);

    expect((await kubernetes.plan("kubernetes_manifest", manifest("b", "2"), second)).action).toBe("replace");
    await kubernetes.core.destroy("kubernetes_manifest", second);
    expect(kubernetes.world.list("kubernetes_manifest")).toEqual([]);
  });

  it("needs its namespace", async () => {
    const work = kubernetes.apply("kubernetes_manifest", manifest("a", "1", "absent"));
    expect(await kubernetes.refusal(work)).toBe('apply: namespaces "absent" not found');
  });

  it("needs the cluster while planning", async () => {
    await kubernetes.configure({});
    const work = kubernetes.plan("kubernetes_manifest", manifest("a", "1"));
    expect(await kubernetes.refusal(work)).toContain("cannot create REST client: no client config");
  });
});
