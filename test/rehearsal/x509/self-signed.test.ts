import { X509Certificate } from "node:crypto";
import { selfSignedCertificate, serverChain } from "../../../src/rehearsal/x509/self-signed";

describe("selfSignedCertificate", () => {
  it("gives an authority that signed itself", () => {
    const certificate = new X509Certificate(selfSignedCertificate({ commonName: "kubernetes" }).pem);
    expect(certificate.subject).toBe("CN=kubernetes");
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
    expect(certificate.checkIssued(certificate)).toBe(true);
  });

  it("gives the same bytes for one seed, others for another", () => {
    const pem = (seed: string): string => selfSignedCertificate({ commonName: "kubernetes", seed }).pem;
    expect(pem("a")).toBe(pem("a"));
    expect(pem("a")).not.toBe(pem("b"));
    const certificate = new X509Certificate(pem("a"));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.validTo).toBe("Dec 30 00:00:00 2035 GMT");
  });
});

describe("serverChain", () => {
  it("leads from the host to an authority", () => {
    const [leaf, root] = serverChain("oidc.example.com", "seed").map(({ der }) => new X509Certificate(der));
    expect(leaf?.checkHost("oidc.example.com")).toBe("oidc.example.com");
    expect(leaf?.ca).toBe(false);
    expect(root && leaf?.checkIssued(root) && leaf.verify(root.publicKey)).toBe(true);
  });
});
