/** An EKS cluster announces its API to the simulated kubernetes provider. */
import { selfSignedCertificate } from "../../../src/rehearsal/x509/self-signed";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { Simulated, value } from "../support/simulated";
import { Aws } from "./support";

const HOST = "https://A1.gr7.eu-west-1.eks.amazonaws.com";
const { pem } = selfSignedCertificate({ commonName: "kubernetes", seed: "own" });

function put(world: MemoryWorld, type: string, id: string, attributes: Readonly<Record<string, unknown>>): void {
  world.put({ type, id, realm: "aws:1:eu-west-1", attributes: value(attributes) as never, createdAt: "" });
}

function worldOf(more: Readonly<Record<string, unknown>> = {}): MemoryWorld {
  const world = new MemoryWorld();
  new Aws(world);
  const data = Buffer.from(pem).toString("base64");
  put(world, "aws_eks_cluster", "shop", {
    endpoint: HOST,
    name: "shop",
    version: "1.33",
    certificate_authority: [{ data }],
    ...more,
  });
  return world;
}

async function reached(world: MemoryWorld): Promise<Simulated> {
  const kubernetes = new Simulated("kubernetes", world);
  await kubernetes.configure({ host: HOST, token: "t", cluster_ca_certificate: pem });
  return kubernetes;
}

describe("the API of an EKS cluster", () => {
  test("answers under its endpoint, with its authority and its version", async () => {
    const kubernetes = await reached(worldOf());
    expect(await kubernetes.data("kubernetes_server_version", {})).toMatchObject({ major: "1", minor: "33" });

    const other = new Simulated("kubernetes", worldOf());
    const foreign = selfSignedCertificate({ commonName: "kubernetes", seed: "other" }).pem;
    await other.configure({ host: HOST, token: "t", cluster_ca_certificate: foreign });
    const namespace = other.apply("kubernetes_namespace_v1", { metadata: [{ name: "shop" }] });
    expect(await other.refusal(namespace)).toContain("certificate signed by unknown authority");
  });

  test("names load balancers as those of its region", async () => {
    const service = { metadata: [{ name: "web" }], spec: [{ type: "LoadBalancer", port: [{ port: 80 }] }] };
    const state = await (await reached(worldOf())).apply("kubernetes_service_v1", service);
    expect(JSON.stringify(state.status)).toMatch(/\.elb\.eu-west-1\.amazonaws\.com/);
  });

  test("has the nodes of its groups", async () => {
    const world = worldOf();
    const group = (cluster: string, name: string, size: number): void =>
      put(world, "aws_eks_node_group", `${cluster}:${name}`, {
        cluster_name: cluster,
        node_group_name: name,
        scaling_config: [{ desired_size: size }],
      });
    group("shop", "general", 2);
    group("shop", "spot", 1);
    group("other", "general", 5);

    const { nodes } = await (await reached(world)).data("kubernetes_nodes", {});

    const told = JSON.stringify(nodes);
    expect(told.match(/"eks\.amazonaws\.com\/nodegroup":"[a-z]+"/g)).toEqual([
      '"eks.amazonaws.com/nodegroup":"general"',
      '"eks.amazonaws.com/nodegroup":"general"',
      '"eks.amazonaws.com/nodegroup":"spot"',
    ]);
    expect(told).toMatch(/"provider_id":"aws:\/\/\/[0-9a-f]{17}"/);
  });

  test("has some where nothing says how many", async () => {
    const { nodes } = await (await reached(worldOf())).data("kubernetes_nodes", {});
    expect(nodes).toHaveLength(3);
  });
});
