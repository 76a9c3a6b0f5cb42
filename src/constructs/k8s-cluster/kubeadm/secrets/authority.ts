/** A certificate authority of the cluster: its key and its own certificate. */
import { PrivateKey } from "@cdktf/provider-tls/lib/private-key";
import { SelfSignedCert } from "@cdktf/provider-tls/lib/self-signed-cert";
import { Construct } from "constructs";

/** Ten years, as kubeadm's own (cmd/kubeadm/app/constants, CACertificateValidityPeriod). A cluster whose authority ends is at its end (typhoon#481). */
export const AUTHORITY_HOURS = 87_600;

export interface AuthorityProps {
  /** As kubeadm names it: `kubernetes`, `etcd-ca`, `front-proxy-ca`. */
  readonly commonName: string;
  /** Whether a plan that takes it away, or makes it anew, is refused: everything that trusts it would be lost. */
  readonly protected: boolean;
}

export class Authority extends Construct {
  public readonly key: PrivateKey;
  public readonly certificate: SelfSignedCert;

  constructor(scope: Construct, id: string, { commonName, protected: isProtected }: AuthorityProps) {
    super(scope, id);
    const lifecycle = isProtected ? { lifecycle: { preventDestroy: true } } : {};
    this.key = new PrivateKey(this, "key", { algorithm: "ECDSA", ecdsaCurve: "P256", ...lifecycle });
    this.certificate = new SelfSignedCert(this, "certificate", {
      privateKeyPem: this.key.privateKeyPem,
      isCaCertificate: true,
      setSubjectKeyId: true,
      setAuthorityKeyId: true,
      // kubeadm's own of an authority (cmd/kubeadm/app/util/pkiutil).
      allowedUses: ["digital_signature", "key_encipherment", "cert_signing"],
      validityPeriodHours: AUTHORITY_HOURS,
      // Never renewed by itself: with another authority it would be another cluster.
      subject: [{ commonName }],
      dnsNames: [commonName],
      ...lifecycle,
    });
  }
}
