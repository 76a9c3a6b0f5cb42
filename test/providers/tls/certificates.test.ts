import { createPublicKey, X509Certificate } from "node:crypto";
import { objectOf, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { at, Simulated, textAt } from "../support/simulated";

const AUTHORITY = {
  validity_period_hours: 48,
  is_ca_certificate: true,
  set_authority_key_id: true,
  allowed_uses: ["cert_signing", "crl_signing"],
  subject: [{ common_name: "Shop CA", organization: "Shop", country: "BR", street_address: ["Rua 1"] }],
};
const REQUEST = {
  dns_names: ["shop.example.com", "*.shop.example.com"],
  ip_addresses: ["10.0.0.1", "2001:db8::1"],
  uris: ["spiffe://shop/orders"],
  subject: [{ common_name: "shop" }],
};
const LEAF = { validity_period_hours: 24, allowed_uses: ["digital_signature", "server_auth"] };

describe("certificates", () => {
  let tls: Simulated;
  const key = (algorithm: string, curve = "P256"): Promise<ValueObject> =>
    tls.apply("tls_private_key", { algorithm, ecdsa_curve: curve });
  beforeAll(async () => {
    tls = await Simulated.open("tls");
  });

  async function authority(algorithm: string, curve?: string): Promise<{ key: ValueObject; cert: ValueObject }> {
    const own = await key(algorithm, curve);
    const cert = await tls.apply("tls_self_signed_cert", { ...AUTHORITY, private_key_pem: own.private_key_pem });
    return { key: own, cert };
  }

  it.each([
    ["RSA", undefined],
    ["ECDSA", "P224"],
    ["ECDSA", "P384"],
    ["ECDSA", "P521"],
    ["ED25519", undefined],
  ])("a self-signed authority by %s %s is real", async (algorithm, curve) => {
    const { key: own, cert } = await authority(algorithm, curve);
    const certificate = new X509Certificate(textAt(cert, "cert_pem"));
    expect(certificate.verify(createPublicKey(textAt(own, "public_key_pem")))).toBe(true);
    expect(certificate.ca).toBe(true);
    expect(certificate.subject).toBe("C=BR\nO=Shop\nstreet=Rua 1\nCN=Shop CA");
    expect(cert.key_algorithm).toBe(algorithm);
    expect(BigInt(textAt(cert, "id"))).toBe(BigInt(`0x${certificate.serialNumber}`));
    expect(Date.parse(textAt(cert, "validity_start_time"))).toBe(Date.parse(certificate.validFrom));
    expect(Date.parse(textAt(cert, "validity_end_time")) - Date.parse(textAt(cert, "validity_start_time"))).toBe(
      48 * 3600_000,
    );
  });

  it("an authority signs what a request asks for", async () => {
    // given
    const { key: own, cert: ca } = await authority("ECDSA");
    const server = await key("RSA");
    const request = await tls.apply("tls_cert_request", { ...REQUEST, private_key_pem: server.private_key_pem });

    // when
    const given = {
      ca_cert_pem: ca.cert_pem,
      ca_private_key_pem: own.private_key_pem,
      cert_request_pem: request.cert_request_pem,
    };
    const signed = await tls.apply("tls_locally_signed_cert", { ...LEAF, ...given });

    // then
    const certificate = new X509Certificate(textAt(signed, "cert_pem"));
    const issuer = new X509Certificate(textAt(ca, "cert_pem"));
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.publicKey.export({ type: "spki", format: "pem" })).toBe(server.public_key_pem);
    expect(certificate.checkHost("shop.example.com")).toBe("shop.example.com");
    expect(certificate.checkIP("10.0.0.1")).toBe("10.0.0.1");
    expect(certificate.checkIP("2001:db8::1")).toBe("2001:db8::1");
    expect(certificate.subjectAltName).toContain("URI:spiffe://shop/orders");
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect(certificate.ca).toBe(false);
    expect(signed.ca_key_algorithm).toBe("ECDSA");
  });

  it("refuses a key that is not the authority's, and what is no PEM", async () => {
    const { cert: ca } = await authority("ED25519");
    const other = await key("ED25519");
    const request = await tls.apply("tls_cert_request", { ...REQUEST, private_key_pem: other.private_key_pem });
    const given = {
      ...LEAF,
      ca_cert_pem: ca.cert_pem,
      ca_private_key_pem: other.private_key_pem,
      cert_request_pem: request.cert_request_pem,
    };
    expect(await tls.refusal(tls.apply("tls_locally_signed_cert", given))).toContain(
      "doesn't match parent's PublicKey",
    );
    expect(await tls.refusal(tls.apply("tls_self_signed_cert", { ...AUTHORITY, private_key_pem: "no" }))).toContain(
      "failed to decode PEM",
    );
    const swapped = { ...given, cert_request_pem: ca.cert_pem };
    const right = (await authority("ED25519")).key;
    expect(
      await tls.refusal(
        tls.apply("tls_locally_signed_cert", { ...swapped, ca_private_key_pem: right.private_key_pem }),
      ),
    ).toMatch(/doesn't match|unsupported PEM/);
  });

  it("plans nothing until the time of early renewal, then a replacement", async () => {
    // given
    const { key: own, cert } = await authority("ED25519");
    const given = { ...AUTHORITY, private_key_pem: own.private_key_pem };
    expect((await tls.plan("tls_self_signed_cert", given, cert)).action).toBe("nothing");

    // when it is to be renewed earlier, but not yet
    const early = await tls.apply("tls_self_signed_cert", { ...given, early_renewal_hours: 12 }, cert);

    // then the certificate stays
    expect(early.cert_pem).toBe(cert.cert_pem);
    expect(early.early_renewal_hours).toBe(12);

    // when its time has come
    const old = objectOf(Object.entries(early));
    old.validity_end_time = new Date(Date.now() + 11 * 3600_000).toISOString();
    const due = await tls.plan("tls_self_signed_cert", { ...given, early_renewal_hours: 12 }, old);

    // then a new one takes its place
    expect(due.action).toBe("replace");
    expect(due.requiresReplace).toEqual([[{ attribute: "ready_for_renewal" }]]);
    expect(at(due.state, "ready_for_renewal")).toBe(false);
  });

  it("signs anew for another key or request", async () => {
    const { cert } = await authority("ED25519");
    const other = await key("ED25519");
    const planned = await tls.plan(
      "tls_self_signed_cert",
      { ...AUTHORITY, private_key_pem: other.private_key_pem },
      cert,
    );
    expect(planned.action).toBe("replace");
  });
});
