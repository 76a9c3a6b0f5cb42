/** Network, addresses and volumes of bare hosts, as they are put into the cluster. */
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { kubeadmNetworking, kubeadmStorageClass } from "../../../../../src/constructs/k8s-cluster/kubeadm/platform";
import {
  installationObjects,
  policyObjects,
  settingObjects,
} from "../../../../../src/constructs/k8s-cluster/kubeadm/platform/calico-objects";
import { poolObjects } from "../../../../../src/constructs/k8s-cluster/kubeadm/platform/metallb";
import { ENCAPSULATIONS } from "../../../../../src/constructs/k8s-cluster/kubeadm/platform/section";
import { comesFirst } from "../../../../../src/constructs/kit/cdktf/comes-first";
import { TerraformData } from "../../../../../src/constructs/kit/cdktf/terraform-data";
import { expectValidCustomResource } from "../../../../helpers/crd";
import { type Block, Synthesized } from "../../../aws-stack";
import { testNetwork } from "../../fixtures";
import { clusterStack, factsOf, type HostsProps, sectionOf } from "./fixtures";

function built(kubeadm: object = {}, hosts: HostsProps = {}): Synthesized {
  const stack = clusterStack();
  const props = { facts: factsOf(hosts), section: sectionOf(kubeadm), network: testNetwork(stack), isolated: false };
  const networking = kubeadmNetworking(stack, props);
  const volumes = kubeadmStorageClass(stack, "storage-class", props);
  comesFirst(stack, [networking, ...(volumes ? [volumes] : [])]);
  new NamespaceV1(stack, "shop", { metadata: { name: "shop" } });
  new TerraformData(stack, "elsewhere", {});
  return new Synthesized(stack);
}

const POOL = { loadBalancers: { pools: [{ name: "lan", addresses: ["10.0.9.0/28"] }] } };
const valuesOf = (release: Block) =>
  JSON.parse((release["values"] as string[])[0] ?? "") as Readonly<Record<string, never>>;
const before = (resource: Block): readonly string[] => (resource["depends_on"] as string[] | undefined) ?? [];

describe("the network", () => {
  test.each(ENCAPSULATIONS)("by %s is what Calico's operator takes", (encapsulation) => {
    const { network } = sectionOf({ network: { encapsulation, mtu: 1400 } }).kubeadm;
    const objects = installationObjects({ network, podCidr: "10.244.0.0/16", replicas: 2 });

    for (const object of objects) expectValidCustomResource(object);
    expect(objects[0]?.["spec"]).toMatchObject({
      calicoNetwork: {
        bgp: encapsulation.startsWith("vxlan") ? "Disabled" : "Enabled",
        mtu: 1400,
        ipPools: [{ cidr: "10.244.0.0/16" }],
      },
    });
  });

  test("has policies that Calico takes, the last of which closes what nobody opened", () => {
    const { network } = sectionOf().kubeadm;
    const objects = [...settingObjects(network), ...policyObjects(network)];

    for (const object of objects) expectValidCustomResource(object);
    const [deny] = objects.filter(({ metadata }) => metadata.name === "default-deny");
    expect(deny?.["spec"]).toMatchObject({
      order: 2000,
      types: ["Ingress", "Egress"],
      egress: [{ protocol: "UDP" }, { protocol: "TCP" }],
    });
    expect(JSON.stringify(deny)).toContain('not in {\\"kube-system\\"');
    expect(deny?.["spec"]).not.toHaveProperty("ingress");
    expect(policyObjects({ ...network, defaultDeny: false }).map(({ metadata }) => metadata.name)).toEqual([
      "jangada",
      "jangada.control-planes",
    ]);
  });

  test("lets the API server in, and no pod that says it is one", () => {
    const [, hosts] = policyObjects(sectionOf().kubeadm.network);

    expect(hosts?.["spec"]).toMatchObject({
      tier: "jangada",
      ingress: [
        {
          action: "Allow",
          source: { selector: "has(node-role.kubernetes.io/control-plane) && !has(projectcalico.org/namespace)" },
        },
      ],
    });
  });

  test("is ready before its settings, and everything else comes after it and after the class of volumes", () => {
    const synthesized = built({ ...POOL, storage: { kind: "local-path" } });
    const of = (name: string) => synthesized.resource("helm_release", name);

    expect(before(of("networking_calico_operator"))).toEqual(
      expect.arrayContaining(["helm_release.networking_calico_operator_definitions"]),
    );
    expect(before(of("networking_calico_installation"))).toEqual(["helm_release.networking_calico_operator"]);
    expect(before(synthesized.resource("kubernetes_job_v1", "networking_calico_ready"))).toContain(
      "helm_release.networking_calico_installation",
    );
    expect(before(of("networking_calico_settings"))).toEqual(["kubernetes_job_v1.networking_calico_ready"]);
    expect(of("networking_calico_settings")["take_ownership"]).toBe(true);
    expect(before(of("networking_metallb_operator"))).toContain("helm_release.networking_calico_policies");
    expect(before(of("storage-class_operator"))).toContain("helm_release.networking_metallb_pools");
    expect(before(synthesized.resource("kubernetes_namespace_v1", "shop"))).toEqual([
      "helm_release.networking_metallb_pools",
      "kubernetes_storage_class_v1.storage-class_class",
    ]);
    expect(before(synthesized.resource("terraform_data", "elsewhere"))).toEqual([]);
  });

  test("waits as who may ask nothing but which kinds there are", () => {
    const job = built().resource("kubernetes_job_v1", "networking_calico_ready") as unknown as {
      spec: { template: { spec: { service_account_name: string; toleration: object[] } } };
    };
    const pod = job.spec.template.spec;

    expect(pod.toleration).toEqual([{ operator: "Exists" }]);
    expect(JSON.stringify(built().resources("kubernetes_cluster_role_v1") ?? {})).not.toContain("await");
  });
});

describe("addresses of load balancers", () => {
  test("are none without a pool, and no MetalLB", () => {
    expect(JSON.stringify(built().json)).not.toContain("metallb");
  });

  test("are a pool and who answers for it", () => {
    const [pool] = sectionOf({
      loadBalancers: { pools: [{ name: "lan", addresses: ["10.0.9.0/28"], automatic: false, interfaces: ["eth1"] }] },
    }).kubeadm.loadBalancers.pools;
    const objects = poolObjects(pool ? [pool] : []);

    for (const object of objects) expectValidCustomResource(object);
    expect(objects.map(({ kind, spec }) => [kind, spec])).toEqual([
      ["IPAddressPool", { addresses: ["10.0.9.0/28"], autoAssign: false, avoidBuggyIPs: true }],
      ["L2Advertisement", { ipAddressPools: ["lan"], interfaces: ["eth1"] }],
    ]);
  });

  test.each([
    [3, false],
    [0, true],
  ])("with %i workers are answered for by control planes: %s", (workers, ignoreExcludeLB) => {
    const values = valuesOf(built(POOL, { workers }).resource("helm_release", "networking_metallb_operator"));

    expect(values["speaker"]).toMatchObject({ ignoreExcludeLB });
    expect(values["frrk8s"]).toEqual({ enabled: false });
  });
});

describe("volumes", () => {
  test("of the smallest profile are folders of the pod's host", () => {
    const synthesized = built({}, { profile: "minimal" });

    expect(synthesized.resource("kubernetes_storage_class_v1", "storage-class_class")).toMatchObject({
      metadata: {
        name: "local-path",
        annotations: { "storageclass.kubernetes.io/is-default-class": "true", defaultVolumeType: "local" },
      },
      volume_binding_mode: "WaitForFirstConsumer",
      allow_volume_expansion: false,
    });
    const values = valuesOf(synthesized.resource("helm_release", "storage-class_operator"));
    expect(values["nodePathMap"]).toMatchObject([{ paths: ["/var/lib/jangada-volumes"] }]);
    expect(values["storageClass"]).toEqual({ create: false });
    expect(JSON.stringify(values)).not.toContain("latest");
  });

  test.each([
    [{}, 5, "3"],
    [{}, 2, "2"],
    [{ storage: { replicas: 2 } }, 5, "2"],
  ])("of the others have copies (%j, %i workers: %s)", (kubeadm, workers, numberOfReplicas) => {
    const synthesized = built(kubeadm, { workers });

    expect(synthesized.resource("kubernetes_storage_class_v1", "storage-class_class")).toMatchObject({
      storage_provisioner: "driver.longhorn.io",
      allow_volume_expansion: true,
      parameters: { numberOfReplicas },
    });
    expect(before(synthesized.resource("helm_release", "storage-class_operator"))).toContain(
      "helm_release.storage-class_snapshots",
    );
  });

  test.each([true, false])("with all of their copies are let go only where nothing is protected (%s)", (kept) => {
    const values = valuesOf(built({}, { protected: kept }).resource("helm_release", "storage-class_operator"));

    expect(values["defaultSettings"]).toMatchObject({ deletingConfirmationFlag: !kept });
  });

  test("may be somebody else's", () => {
    expect(JSON.stringify(built({ storage: { kind: "none" } }).json)).not.toContain("storage_class");
  });
});
