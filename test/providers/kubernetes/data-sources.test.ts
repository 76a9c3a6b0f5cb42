import { at, Simulated } from "../support/simulated";

describe("the data sources of a simulated cluster", () => {
  let kubernetes: Simulated;
  beforeEach(async () => {
    kubernetes = await Simulated.open("kubernetes");
    await kubernetes.apply("kubernetes_namespace_v1", { metadata: [{ name: "shop", labels: { team: "a" } }] });
  });

  it("list the namespaces", async () => {
    const { namespaces } = await kubernetes.data("kubernetes_all_namespaces", {});
    expect(namespaces).toEqual(["default", "kube-node-lease", "kube-public", "kube-system", "shop"]);
  });

  it("show a namespace, also one that every cluster has", async () => {
    const shop = await kubernetes.data("kubernetes_namespace_v1", { metadata: [{ name: "shop" }] });
    expect(at(shop, "metadata.0.labels.team")).toBe("a");
    expect(at(shop, "spec.0.finalizers")).toEqual(["kubernetes"]);
    const own = await kubernetes.data("kubernetes_namespace_v1", { metadata: [{ name: "kube-system" }] });
    expect(own.id).toBe("kube-system");
  });

  it("show objects, whichever type's name made them", async () => {
    await kubernetes.apply("kubernetes_secret", { metadata: [{ name: "s", namespace: "shop" }], data: { a: "1" } });
    await kubernetes.apply("kubernetes_service_v1", {
      metadata: [{ name: "web", namespace: "shop" }],
      spec: [{ type: "LoadBalancer", port: [{ port: 80 }] }],
    });
    await kubernetes.apply("kubernetes_storage_class_v1", { metadata: [{ name: "fast" }], storage_provisioner: "p" });
    const secret = await kubernetes.data("kubernetes_secret_v1", { metadata: [{ name: "s", namespace: "shop" }] });
    expect(at(secret, "data.a")).toBe("1");
    const service = await kubernetes.data("kubernetes_service_v1", { metadata: [{ name: "web", namespace: "shop" }] });
    expect(at(service, "spec.0.port.0.port")).toBe(80);
    expect(at(service, "status.0.load_balancer.0.ingress")).toHaveLength(1);
    const storage = await kubernetes.data("kubernetes_storage_class_v1", { metadata: [{ name: "fast" }] });
    expect(storage.storage_provisioner).toBe("p");
    const account = await kubernetes.data("kubernetes_service_account_v1", {
      metadata: [{ name: "default", namespace: "shop" }],
    });
    expect(account.id).toBe("shop/default");
  });

  it("say what is not there", async () => {
    const missing = kubernetes.data("kubernetes_config_map_v1", { metadata: [{ name: "absent" }] });
    expect(await kubernetes.refusal(missing)).toBe('data: configmaps "absent" not found');
  });

  it("list nodes, by label too", async () => {
    const { nodes } = await kubernetes.data("kubernetes_nodes", {});
    expect(nodes).toHaveLength(3);
    const none = await kubernetes.data("kubernetes_nodes", {
      metadata: [{ labels: { "kubernetes.io/arch": "arm64" } }],
    });
    expect(none.nodes).toEqual([]);
  });

  it("say the version of the cluster", async () => {
    expect(await kubernetes.data("kubernetes_server_version", {})).toMatchObject({ version: "1.34.0", minor: "34" });
  });
});
