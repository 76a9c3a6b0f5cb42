import { objectOf, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { at, REALM, Simulated, textAt } from "../support/simulated";

const named = (name: string, namespace?: string): { metadata: object[] } => ({
  metadata: [{ name, ...(namespace === undefined ? {} : { namespace }) }],
});

describe("objects of a simulated cluster", () => {
  let kubernetes: Simulated;
  let shop: ValueObject;
  beforeEach(async () => {
    kubernetes = await Simulated.open("kubernetes");
    shop = await kubernetes.apply("kubernetes_namespace_v1", named("shop"));
  });

  it("have ids and metadata as the API gives them", async () => {
    const map = await kubernetes.apply("kubernetes_config_map_v1", { ...named("settings", "shop"), data: { a: "1" } });
    expect(shop.id).toBe("shop");
    expect(map.id).toBe("shop/settings");
    expect(textAt(map, "metadata.0.uid")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(textAt(map, "metadata.0.resource_version")).toMatch(/^\d+$/);
    expect(at(map, "metadata.0.generation")).toBe(0);
    expect(kubernetes.world.get("kubernetes_config_map_v1", "shop/settings")?.realm).toBe(REALM);
  });

  it("need their namespace", async () => {
    const work = kubernetes.apply("kubernetes_config_map_v1", named("settings", "absent"));
    expect(await kubernetes.refusal(work)).toBe('apply: namespaces "absent" not found');
  });

  it.each(["default", "kube-system", "kube-public", "kube-node-lease"])(
    "find %s in every cluster",
    async (namespace) => {
      expect((await kubernetes.apply("kubernetes_secret_v1", named("a", namespace))).id).toBe(`${namespace}/a`);
      const work = kubernetes.apply("kubernetes_namespace_v1", named(namespace));
      expect(await kubernetes.refusal(work)).toBe(`apply: namespaces "${namespace}" already exists`);
    },
  );

  it("are unique by kind and name, whichever type's name made them", async () => {
    await kubernetes.apply("kubernetes_config_map", named("settings", "shop"));
    await kubernetes.apply("kubernetes_config_map", named("settings", "default"));
    const again = kubernetes.apply("kubernetes_config_map_v1", named("settings", "shop"));
    expect(await kubernetes.refusal(again)).toBe('apply: configmaps "settings" already exists');
  });

  it("go with their namespace", async () => {
    const map = await kubernetes.apply("kubernetes_config_map_v1", named("settings", "shop"));
    const other = await kubernetes.apply("kubernetes_config_map_v1", named("settings", "default"));
    await kubernetes.core.destroy("kubernetes_namespace_v1", shop);
    expect(await kubernetes.core.read("kubernetes_config_map_v1", map)).toBeNull();
    expect(await kubernetes.core.read("kubernetes_config_map_v1", other)).toEqual(other);
  });

  it("change their version at an update, and their generation where the specification changed", async () => {
    const given = { ...named("closed", "shop"), spec: [{ pod_selector: [{}], policy_types: ["Ingress"] }] };
    const policy = await kubernetes.apply("kubernetes_network_policy_v1", given);
    expect(at(policy, "metadata.0.generation")).toBe(1);

    const wider = { ...given, spec: [{ pod_selector: [{}], policy_types: ["Ingress", "Egress"] }] };
    const second = await kubernetes.apply("kubernetes_network_policy_v1", wider, policy);
    expect(at(second, "metadata.0.generation")).toBe(2);
    expect(at(second, "metadata.0.uid")).toBe(at(policy, "metadata.0.uid"));
    expect(Number(at(second, "metadata.0.resource_version"))).toBeGreaterThan(
      Number(at(policy, "metadata.0.resource_version")),
    );

    const labelled = { ...wider, metadata: [{ name: "closed", namespace: "shop", labels: { team: "a" } }] };
    const third = await kubernetes.apply("kubernetes_network_policy_v1", labelled, second);
    expect(at(third, "metadata.0.generation")).toBe(2);
    expect((await kubernetes.plan("kubernetes_network_policy_v1", labelled, third)).action).toBe("nothing");
  });

  it("get a name from generate_name that is free", async () => {
    const given = { metadata: [{ generate_name: "job-", namespace: "shop" }] };
    const first = await kubernetes.apply("kubernetes_config_map_v1", given);
    const second = await kubernetes.apply("kubernetes_config_map_v1", given);
    expect(textAt(first, "metadata.0.name")).toMatch(/^job-[bcdfghjklmnpqrstvwxz2-9]{5}$/);
    expect(first.id).not.toBe(second.id);
  });

  it("are imported by namespace and name", async () => {
    const map = await kubernetes.apply("kubernetes_config_map_v1", { ...named("settings", "shop"), data: { a: "1" } });
    expect(await kubernetes.imported("kubernetes_config_map_v1", "shop/settings")).toEqual(map);
    expect(await kubernetes.imported("kubernetes_namespace_v1", "kube-system")).toMatchObject({ id: "kube-system" });
    expect(await kubernetes.refusal(kubernetes.imported("kubernetes_config_map_v1", "shop/absent"))).toContain(
      "Cannot import",
    );
  });

  it("replace a job whose template changed", async () => {
    const job = (policy: string): object => ({
      ...named("migrate", "shop"),
      spec: [
        {
          template: [{ metadata: [{}], spec: [{ restart_policy: policy, container: [{ name: "a", image: "a:1" }] }] }],
        },
      ],
    });
    const state = await kubernetes.apply("kubernetes_job_v1", job("Never") as Record<string, unknown>);
    const planned = await kubernetes.plan("kubernetes_job_v1", job("OnFailure") as Record<string, unknown>, state);
    expect(planned.action).toBe("replace");
    expect(at(state, "spec.0.template.0.spec.0.container.0.image_pull_policy")).toBe("IfNotPresent");
    expect(at(state, "spec.0.completion_mode")).toBe("NonIndexed");
  });

  it("keep no write-only data", async () => {
    const given = { ...named("secret", "shop"), data_wo: { password: "hidden" }, data_wo_revision: 1 };
    const secret = await kubernetes.apply("kubernetes_secret_v1", given);
    expect(secret.data_wo).toBeNull();
    expect(JSON.stringify(kubernetes.world.list())).not.toContain("hidden");
  });

  it("give a load balancer to services that ask for one, and take it away", async () => {
    const service = (type: string): Record<string, unknown> => ({
      ...named("web", "shop"),
      spec: [{ type, port: [{ port: 443 }] }],
    });
    const inner = await kubernetes.apply("kubernetes_service_v1", service("ClusterIP"));
    expect(at(inner, "status.0.load_balancer.0.ingress")).toEqual([]);
    expect(textAt(inner, "spec.0.cluster_ip")).toMatch(/^172\.20\.\d+\.\d+$/);
    expect(at(inner, "spec.0.port.0.target_port")).toBe("443");

    const outer = await kubernetes.apply("kubernetes_service_v1", service("LoadBalancer"), inner);
    expect(textAt(outer, "status.0.load_balancer.0.ingress.0.ip")).toMatch(/^203\.0\.113\.\d+$/);
    expect(at(outer, "spec.0.cluster_ip")).toBe(at(inner, "spec.0.cluster_ip"));
    expect((await kubernetes.plan("kubernetes_service_v1", service("LoadBalancer"), outer)).action).toBe("nothing");
  });

  it("bind a claim to the default storage class", async () => {
    const annotations = { "storageclass.kubernetes.io/is-default-class": "true" };
    await kubernetes.apply("kubernetes_storage_class_v1", {
      metadata: [{ name: "fast", annotations }],
      storage_provisioner: "ebs.csi.aws.com",
    });
    const spec = [{ access_modes: ["ReadWriteOnce"], resources: [{ requests: { storage: "1Gi" } }] }];
    const claim = await kubernetes.apply("kubernetes_persistent_volume_claim_v1", { ...named("data", "shop"), spec });
    expect(at(claim, "spec.0.storage_class_name")).toBe("fast");
    expect(textAt(claim, "spec.0.volume_name")).toMatch(/^pvc-/);
  });

  it("may have parts changed by others, if they are there", async () => {
    const data = { ...named("settings", "shop"), data: { b: "2" } };
    const work = kubernetes.apply("kubernetes_config_map_v1_data", data);
    expect(await kubernetes.refusal(work)).toBe('apply: configmaps "settings" not found');
    await kubernetes.apply("kubernetes_config_map_v1", named("settings", "shop"));
    expect((await kubernetes.apply("kubernetes_config_map_v1_data", data)).id).toBe("shop/settings");
    const labels = { api_version: "v1", kind: "Namespace", ...named("shop"), labels: { a: "b" } };
    expect((await kubernetes.apply("kubernetes_labels", labels)).id).toBe("apiVersion=v1,kind=Namespace,name=shop");
  });

  it("cannot be manifests of a kind that the cluster does not know while planning", async () => {
    const manifest = (apiVersion: string, kind: string): ValueObject =>
      objectOf([
        ["apiVersion", apiVersion],
        ["kind", kind],
        ["metadata", objectOf([["name", "a"]])],
      ]);
    const { core } = kubernetes;
    const request = (content: ValueObject) => ({
      type: "kubernetes_manifest",
      prior: null,
      proposed: content,
      config: content,
      priorPrivate: new Uint8Array(),
    });
    const plan = (content: ValueObject) =>
      kubernetes.handlers.plan(core.session, request(objectOf([["manifest", content]])));
    const refused = await plan(manifest("cert-manager.io/v1", "ClusterIssuer"));
    expect(refused.diagnostics[0]).toMatchObject({
      summary: "API did not recognize GroupVersionKind from manifest (CRD may not be installed)",
      detail: 'no matches for kind "ClusterIssuer" in group "cert-manager.io"',
    });
    expect((await plan(manifest("v1", "ConfigMap"))).diagnostics).toEqual([]);
  });
});
