/** The API of a cluster that hosts made: who is let in, and which nodes it lists. */
import { KUBEADM_CLUSTER, kubeadmClusterType } from "../../../src/providers/simulated-hosts";
import { Simulated } from "../support/simulated";
import { ENDPOINT, Hosts } from "./support/hosts";

const HOST = `https://${ENDPOINT.host}:${ENDPOINT.port}`;
const tls = new Simulated("tls");

interface Authority {
  readonly key: string;
  readonly pem: string;
}

const text = (value: unknown): string => String(value);

async function authorityOf(commonName: string): Promise<Authority> {
  const { private_key_pem: key } = await tls.apply("tls_private_key", { algorithm: "ECDSA", ecdsa_curve: "P256" });
  const { cert_pem: pem } = await tls.apply("tls_self_signed_cert", {
    private_key_pem: key,
    is_ca_certificate: true,
    allowed_uses: ["cert_signing"],
    validity_period_hours: 10,
    subject: [{ common_name: commonName }],
  });
  return { key: text(key), pem: text(pem) };
}

async function clientOf(authority: Authority, organization: string) {
  const { private_key_pem: key } = await tls.apply("tls_private_key", { algorithm: "ECDSA", ecdsa_curve: "P256" });
  const request = await tls.apply("tls_cert_request", {
    private_key_pem: key,
    subject: [{ common_name: "home-terraform", organization }],
  });
  const { cert_pem: certificate } = await tls.apply("tls_locally_signed_cert", {
    cert_request_pem: request.cert_request_pem,
    ca_private_key_pem: authority.key,
    ca_cert_pem: authority.pem,
    allowed_uses: ["client_auth"],
    validity_period_hours: 10,
  });
  return { client_certificate: text(certificate), client_key: text(key) };
}

let authority: Authority;
let hosts: Hosts;

beforeAll(async () => {
  authority = await authorityOf("kubernetes");
  hosts = new Hosts({ names: ["cp-1", "w-1", "w-2"], authority: authority.pem });
  hosts.world.clusterTypes.set(KUBEADM_CLUSTER, kubeadmClusterType);
  await hosts.make();
});

async function kubernetes(config: Record<string, unknown>): Promise<Simulated> {
  const opened = new Simulated("kubernetes", hosts.world);
  await opened.configure({ host: HOST, cluster_ca_certificate: authority.pem, ...config });
  return opened;
}

const NAMESPACE = { metadata: [{ name: "shop" }] };

test("lets in the administrator by a certificate of the cluster's authority, and nobody else", async () => {
  const refusal = async (config: Record<string, unknown>): Promise<string> => {
    const opened = await kubernetes(config);
    return opened.refusal(opened.apply("kubernetes_namespace_v1", NAMESPACE));
  };
  const administrator = await clientOf(authority, "kubeadm:cluster-admins");
  const stranger = await clientOf(await authorityOf("kubernetes"), "kubeadm:cluster-admins");

  expect(await refusal({})).toContain("Unauthorized");
  expect(await refusal(stranger)).toContain("Unauthorized");
  expect(await refusal({ ...administrator, client_key: stranger.client_key })).toContain("private key does not match");
  expect(await refusal(await clientOf(authority, "developers"))).toContain('forbidden: User "home-terraform"');
  const opened = await kubernetes(administrator);
  expect((await opened.apply("kubernetes_namespace_v1", NAMESPACE)).id).toBe("shop");
});

test("lists the hosts as its nodes, with what the file says of them", async () => {
  const opened = await kubernetes(await clientOf(authority, "kubeadm:cluster-admins"));

  const { nodes } = await opened.data("kubernetes_nodes", {});
  const listed = nodes as unknown as readonly {
    readonly metadata: readonly { readonly name: string; readonly labels: object }[];
    readonly spec: readonly { readonly taints?: readonly object[] }[];
    readonly status: readonly { readonly addresses: readonly object[]; readonly node_info: readonly object[] }[];
  }[];

  expect(listed.map(({ metadata }) => metadata[0]?.name)).toEqual(["cp-1", "w-1", "w-2"]);
  expect(listed[1]?.metadata[0]?.labels).toMatchObject({
    "kubernetes.io/hostname": "w-1",
    "topology.kubernetes.io/region": "attic",
    "topology.kubernetes.io/zone": "room-1",
  });
  expect(listed[0]?.metadata[0]?.labels).toHaveProperty(["node-role.kubernetes.io/control-plane"]);
  expect(listed[0]?.spec[0]?.taints).toEqual([
    expect.objectContaining({ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }),
  ]);
  expect(listed[1]?.status[0]?.addresses[0]).toMatchObject({ type: "InternalIP", address: "192.0.2.21" });
  expect(listed[1]?.status[0]?.node_info[0]).toMatchObject({ kubelet_version: "v1.35.4" });
});

test("does not answer while its control planes are switched off, and has nothing left when it is gone", async () => {
  const administrator = await clientOf(authority, "kubeadm:cluster-admins");
  hosts.set("cp-1", { down: true });
  const opened = await kubernetes(administrator);
  expect(await opened.refusal(opened.apply("kubernetes_namespace_v1", { metadata: [{ name: "later" }] }))).toContain(
    "dial tcp 192.0.2.10:6443: connect: no route to host",
  );
  hosts.set("cp-1", { down: false });
  expect((await opened.apply("kubernetes_namespace_v1", { metadata: [{ name: "later" }] })).id).toBe("later");

  for (const name of ["w-1", "w-2", "cp-1"]) expect(await hosts.run(name, "remove")).toMatchObject({ code: 0 });
  expect(hosts.world.list().filter(({ type }) => type !== "host")).toEqual([]);
});
