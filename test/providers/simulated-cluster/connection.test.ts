import { objectOf } from "../../../src/rehearsal/protocol/value";
import { removeClusterContents } from "../../../src/providers/simulated-cluster/clusters";
import { textOf } from "../../../src/rehearsal/engine/attributes";
import { selfSignedCertificate } from "../../../src/rehearsal/x509/self-signed";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { ENDPOINT, Simulated, value, worldWithCluster } from "../support/simulated";

const NAMESPACE = { metadata: [{ name: "shop" }] };

describe("the API of a simulated cluster", () => {
  const refused = async (config: Record<string, unknown>, world = worldWithCluster()): Promise<string> => {
    const kubernetes = new Simulated("kubernetes", world);
    await kubernetes.configure(config);
    return kubernetes.refusal(kubernetes.apply("kubernetes_namespace_v1", NAMESPACE));
  };
  const HOST = "https://a1.cloud.example.com";
  /** A cluster of a type that its cloud announces. */
  const announced = (pem: string): MemoryWorld => {
    const world = new MemoryWorld();
    world.clusterTypes.set("cloud_cluster", {
      type: "cloud_cluster",
      describe: ({ endpoint, authority }) => ({
        endpoint: textOf(endpoint) ?? "",
        version: "1.33",
        authority: textOf(authority),
        loadBalancerDomain: "balancers.example.com",
        nodes: [{ pool: "general", zone: "north" }],
        poolLabel: "cloud.example.com/pool",
        providerIds: "cloud://",
      }),
    });
    const attributes = value({ endpoint: HOST, authority: pem });
    world.put({
      type: "cloud_cluster",
      id: "shop",
      realm: "cloud",
      attributes: attributes as never,
      createdAt: "",
    });
    return world;
  };

  it("is not found where no cluster is", async () => {
    expect(await refused({ host: "https://other.example.com", token: "t" })).toBe(
      'apply: Get "https://other.example.com/api/v1/namespaces": dial tcp: lookup other.example.com: no such host',
    );
  });

  it("is looked for on this machine without a host", async () => {
    expect(await refused({})).toBe(
      'apply: Get "http://localhost/api/v1/namespaces": dial tcp [::1]:80: connect: connection refused',
    );
  });

  it("asks who is there", async () => {
    expect(await refused({ host: ENDPOINT })).toBe("apply: Unauthorized");
  });

  it("is not trusted by another authority", async () => {
    const { pem } = selfSignedCertificate({ commonName: "kubernetes", seed: "own" });
    const host = HOST;
    const other = selfSignedCertificate({ commonName: "kubernetes", seed: "other" }).pem;
    expect(await refused({ host, token: "t", cluster_ca_certificate: other }, announced(pem))).toContain(
      "certificate signed by unknown authority",
    );
    expect(await refused({ host, token: "t", cluster_ca_certificate: "base64" }, announced(pem))).toContain(
      "unable to parse bytes as PEM block",
    );

    const kubernetes = new Simulated("kubernetes", announced(pem));
    await kubernetes.configure({ host, token: "t", cluster_ca_certificate: pem });
    expect((await kubernetes.apply("kubernetes_namespace_v1", NAMESPACE)).id).toBe("shop");
    const service = { metadata: [{ name: "web" }], spec: [{ type: "LoadBalancer", port: [{ port: 80 }] }] };
    const state = JSON.stringify((await kubernetes.apply("kubernetes_service_v1", service)).status);
    expect(state).toMatch(/k8s-default-web-[0-9a-f]{10}-[0-9a-f]{16}\.balancers\.example\.com/);
    expect(await kubernetes.data("kubernetes_server_version", {})).toMatchObject({ major: "1", minor: "33" });
    const { nodes } = await kubernetes.data("kubernetes_nodes", {});
    expect(JSON.stringify(nodes)).toMatch(
      /"cloud\.example\.com\/pool":"general".*"provider_id":"cloud:\/\/[0-9a-f]{17}"/,
    );
  });

  it("no longer answers when its cluster is gone, and nothing in it is left", async () => {
    const kubernetes = await Simulated.open("kubernetes");
    const state = await kubernetes.apply("kubernetes_namespace_v1", NAMESPACE);
    removeClusterContents(kubernetes.world, ENDPOINT);
    kubernetes.world.remove("simulated_cluster", "test", "here");
    expect(kubernetes.world.list()).toEqual([]);
    expect(
      await kubernetes.refusal(kubernetes.core.read("kubernetes_namespace_v1", objectOf(Object.entries(state)))),
    ).toContain("no such host");
  });
});
