/** What is secret of a cluster, made by the real Terraform with the simulated tls and random, and looked at with OpenSSL's eyes. */
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { parse } from "yaml";
import type { Synthesized } from "../../../aws-stack";
import { MadeSecrets, stackOf } from "./made-secrets";

describe("what is synthesized", () => {
  test("addresses are names, and what cannot be made again is protected", () => {
    const { json } = stackOf();
    const addresses = Object.entries(json["resource"] ?? {}).flatMap(([type, all]) =>
      Object.keys(all).map((name) => `${type}.${name}`),
    );
    const isProtected = (type: string, name: string) =>
      (json["resource"]?.[type]?.[name]?.["lifecycle"] as { prevent_destroy?: boolean } | undefined)
        ?.prevent_destroy === true;

    expect(addresses.sort()).toEqual([
      "random_bytes.secrets_encryption-1",
      "random_password.secrets_token-id",
      "random_password.secrets_token-secret",
      "tls_cert_request.secrets_administrator_request",
      "tls_locally_signed_cert.secrets_administrator_certificate",
      "tls_private_key.secrets_administrator_key",
      "tls_private_key.secrets_etcd_key",
      "tls_private_key.secrets_front-proxy_key",
      "tls_private_key.secrets_kubernetes_key",
      "tls_private_key.secrets_service-accounts",
      "tls_self_signed_cert.secrets_etcd_certificate",
      "tls_self_signed_cert.secrets_front-proxy_certificate",
      "tls_self_signed_cert.secrets_kubernetes_certificate",
    ]);
    const free = addresses.filter((address) => !isProtected(...(address.split(".") as [string, string])));
    expect(free.filter((address) => !/administrator|token/.test(address))).toEqual([]);
  });

  test("an authority is never renewed by itself", () => {
    for (const certificate of Object.values(stackOf().resources("tls_self_signed_cert"))) {
      expect(certificate).not.toHaveProperty("early_renewal_hours");
      expect(certificate).toMatchObject({
        validity_period_hours: 87_600,
        is_ca_certificate: true,
        set_subject_key_id: true,
      });
    }
  });

  test("without protection they can be taken away", () => {
    expect(JSON.stringify(stackOf({ protected: false }).json)).not.toContain("prevent_destroy");
  });

  test("the token follows the nodes, whatever their order, and nothing else does", () => {
    const tokenOf = (synthesized: Synthesized) => synthesized.resource("random_password", "secrets_token-secret");
    const withoutToken = ({ json }: Synthesized) =>
      JSON.stringify(json["resource"]).replace(/"keepers":\{[^}]*\}/g, "");

    expect(tokenOf(stackOf({ nodes: ["w1", "cp1"] }))).toEqual(tokenOf(stackOf()));
    expect(tokenOf(stackOf({ nodes: ["cp1", "w2"] }))).not.toEqual(tokenOf(stackOf()));
    expect(withoutToken(stackOf({ nodes: ["cp1", "w2"] }))).toBe(withoutToken(stackOf()));
  });

  test("a new key encrypts first, and the older one stays what it is", () => {
    const rotated = stackOf({ encryptionKeys: ["2", "1"] });

    expect(Object.keys(rotated.resources("random_bytes")).sort()).toEqual([
      "secrets_encryption-1",
      "secrets_encryption-2",
    ]);
    expect(rotated.resource("random_bytes", "secrets_encryption-1")).toEqual(
      stackOf().resource("random_bytes", "secrets_encryption-1"),
    );
    expect(JSON.stringify(rotated.json["output"])).toMatch(/encryption-2[^]*encryption-1/);
  });
});

describe("under the real Terraform", () => {
  let made: MadeSecrets;
  let files: MadeSecrets["files"];

  beforeAll(async () => {
    made = await MadeSecrets.make();
    ({ files } = made);
  });
  afterAll(() => made.close());

  const certificate = (path: string) => new X509Certificate(files[path] ?? "");

  test.each([
    ["pki/ca", "CN=kubernetes"],
    ["pki/etcd/ca", "CN=etcd-ca"],
    ["pki/front-proxy-ca", "CN=front-proxy-ca"],
  ])("%s is an authority of its own, with its key, for ten years", (path, subject) => {
    const authority = certificate(`${path}.crt`);
    const years = (Date.parse(authority.validTo) - Date.parse(authority.validFrom)) / (365 * 24 * 3600 * 1000);

    expect(authority.ca).toBe(true);
    expect(authority.subject).toBe(subject);
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect(authority.checkPrivateKey(createPrivateKey(files[`${path}.key`] ?? ""))).toBe(true);
    expect(years).toBeCloseTo(10, 1);
  });

  test("no two authorities are one", () => {
    const keys = ["pki/ca.key", "pki/etcd/ca.key", "pki/front-proxy-ca.key", "pki/sa.key"].map((path) => files[path]);

    expect(new Set(keys).size).toBe(4);
    expect(createPublicKey(files["pki/sa.key"] ?? "").export({ type: "spki", format: "pem" })).toBe(
      createPublicKey(files["pki/sa.pub"] ?? "").export({ type: "spki", format: "pem" }),
    );
  });

  test("the administrator is of the group that RBAC binds, and known to the cluster's authority alone", () => {
    const { users, clusters } = parse(files["kubeconfig"] ?? "") as {
      users: { user: Record<string, string> }[];
      clusters: { cluster: Record<string, string> }[];
    };
    const decoded = (text = "") => Buffer.from(text, "base64").toString();
    const administrator = new X509Certificate(decoded(users[0]?.user["client-certificate-data"]));

    expect(administrator.subject).toBe("O=kubeadm:cluster-admins\nCN=dev-terraform");
    expect(administrator.verify(certificate("pki/ca.crt").publicKey)).toBe(true);
    expect(administrator.verify(certificate("pki/etcd/ca.crt").publicKey)).toBe(false);
    expect(administrator.ca).toBe(false);
    expect(administrator.checkPrivateKey(createPrivateKey(decoded(users[0]?.user["client-key-data"])))).toBe(true);
    expect(decoded(clusters[0]?.cluster["certificate-authority-data"])).toBe(files["pki/ca.crt"]);
  });

  test("the token is of the form that kubeadm takes, and encrypts what is 32 bytes", () => {
    const { users } = parse(files["jangada-discovery.conf"] ?? "") as { users: { user: { token: string } }[] };
    const { resources } = parse(files["jangada/encryption.yaml"] ?? "") as {
      resources: { providers: { secretbox?: { keys: { secret: string }[] } }[] }[];
    };
    const secret = resources[0]?.providers[0]?.secretbox?.keys[0]?.secret ?? "";

    expect(users[0]?.user.token).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);
    expect(Buffer.from(secret, "base64")).toHaveLength(32);
  });

  test("a second plan changes nothing, other nodes change the token alone, and a destruction is refused", async () => {
    const { folder } = made;
    const second = await folder.run("plan", "-detailed-exitcode");
    expect(second.stdout).toContain("No changes.");
    made.write(stackOf({ nodes: ["cp1", "w1", "w2"] }));
    const { stdout } = await folder.mustRun("plan");
    expect(stdout).toContain("Plan: 2 to add, 0 to change, 2 to destroy.");
    const { status, stderr } = await folder.run("destroy", "-auto-approve");
    expect(status).toBe(1);
    expect(stderr).toContain("Instance cannot be destroyed");
  });
});
