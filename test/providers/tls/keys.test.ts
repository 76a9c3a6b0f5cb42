import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { at, Simulated, textAt } from "../support/simulated";

const MESSAGE = Buffer.from("a message");
const ALGORITHMS = [
  { name: "RSA", given: { algorithm: "RSA" }, ssh: "ssh-rsa", label: "RSA PRIVATE KEY" },
  {
    name: "P256",
    given: { algorithm: "ECDSA", ecdsa_curve: "P256" },
    ssh: "ecdsa-sha2-nistp256",
    label: "EC PRIVATE KEY",
  },
  {
    name: "P521",
    given: { algorithm: "ECDSA", ecdsa_curve: "P521" },
    ssh: "ecdsa-sha2-nistp521",
    label: "EC PRIVATE KEY",
  },
  { name: "ED25519", given: { algorithm: "ED25519" }, ssh: "ssh-ed25519", label: "PRIVATE KEY" },
] as const;

describe("tls_private_key", () => {
  let tls: Simulated;
  beforeAll(async () => {
    tls = await Simulated.open("tls");
  });

  it.each(ALGORITHMS)("$name: every form is the same real key", async ({ given, ssh, label }) => {
    // when
    const key = await tls.apply("tls_private_key", given);

    // then
    const publicKey = createPublicKey(textAt(key, "public_key_pem"));
    for (const form of ["private_key_pem", "private_key_pem_pkcs8"]) {
      const privateKey = createPrivateKey(textAt(key, form));
      const signature = sign(null, MESSAGE, privateKey);
      expect(verify(null, MESSAGE, publicKey, signature)).toBe(true);
    }
    expect(textAt(key, "private_key_pem")).toContain(`-----BEGIN ${label}-----\n`);
    expect(textAt(key, "public_key_openssh")).toMatch(new RegExp(`^${ssh} [A-Za-z0-9+/]+=*\n$`));
    expect(textAt(key, "public_key_fingerprint_md5")).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    expect(textAt(key, "public_key_fingerprint_sha256")).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(textAt(key, "id")).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each(ALGORITHMS)("$name: the OpenSSH form reads back as the same key", async ({ given }) => {
    const key = await tls.apply("tls_private_key", given);
    const found = await tls.data("tls_public_key", { private_key_openssh: textAt(key, "private_key_openssh") });
    expect(found.public_key_pem).toBe(key.public_key_pem);
    expect(found.id).toBe(key.id);
    expect(found.algorithm).toBe(key.algorithm);
  });

  it("knows no OpenSSH form of P-224, the default curve", async () => {
    const key = await tls.apply("tls_private_key", { algorithm: "ECDSA" });
    expect(createPublicKey(textAt(key, "public_key_pem")).asymmetricKeyDetails?.namedCurve).toBe("secp224r1");
    expect(key).toMatchObject({ ecdsa_curve: "P224", private_key_openssh: "", public_key_openssh: "" });
  });

  it("makes RSA keys of the length asked for", async () => {
    const key = await tls.apply("tls_private_key", { algorithm: "RSA", rsa_bits: 1024 });
    expect(createPublicKey(textAt(key, "public_key_pem")).asymmetricKeyDetails?.modulusLength).toBe(1024);
  });

  it("stays in the state: a second plan and a read change nothing, and the world holds nothing of it", async () => {
    const key = await tls.apply("tls_private_key", { algorithm: "ED25519" });
    expect(await tls.core.read("tls_private_key", key)).toEqual(key);
    expect((await tls.plan("tls_private_key", { algorithm: "ED25519" }, key)).action).toBe("nothing");
    expect(tls.world.list().map(({ type }) => type)).toEqual(["simulated_cluster"]);
  });

  it("makes another key for another algorithm", async () => {
    const key = await tls.apply("tls_private_key", { algorithm: "ED25519" });
    const { action } = await tls.plan("tls_private_key", { algorithm: "ECDSA", ecdsa_curve: "P256" }, key);
    expect(action).toBe("replace");
  });
});

describe("tls_public_key", () => {
  it("refuses what is no key, and both or neither form", async () => {
    const tls = await Simulated.open("tls");
    expect(await tls.refusal(tls.data("tls_public_key", { private_key_pem: "no key" }))).toContain(
      "failed to decode PEM",
    );
    expect(await tls.refusal(tls.data("tls_public_key", { private_key_openssh: "no key" }))).toContain(
      "ssh: no key found",
    );
    expect(await tls.refusal(tls.data("tls_public_key", {}))).toContain("Exactly one of these attributes");
  });
});

describe("tls_certificate", () => {
  it("gives a chain for a URL, root first, the same every time", async () => {
    const tls = await Simulated.open("tls");
    const found = await tls.data("tls_certificate", { url: "https://oidc.example.com/id/1" });
    expect(at(found, "certificates.0.is_ca")).toBe(true);
    expect(at(found, "certificates.1.subject")).toBe("CN=oidc.example.com");
    expect(at(found, "certificates.1.issuer")).toBe(at(found, "certificates.0.subject"));
    expect(textAt(found, "certificates.0.sha1_fingerprint")).toMatch(/^[0-9a-f]{40}$/);
    expect(await tls.data("tls_certificate", { url: "https://oidc.example.com/id/1" })).toEqual(found);
  });

  it("refuses another scheme", async () => {
    const tls = await Simulated.open("tls");
    expect(await tls.refusal(tls.data("tls_certificate", { url: "ftp://example.com" }))).toContain("Invalid URL");
  });
});
