/** The certificate by which Terraform and administrators act: of a group that RBAC binds, and can unbind. */
import { CertRequest } from "@cdktf/provider-tls/lib/cert-request";
import { LocallySignedCert } from "@cdktf/provider-tls/lib/locally-signed-cert";
import { PrivateKey } from "@cdktf/provider-tls/lib/private-key";
import { Construct } from "constructs";
import type { Authority } from "./authority";

/** A year, and a month before its end it is made anew. */
const VALID = { hours: 8760, renewal: 720 } as const;

/** Bound to cluster-admin by kubeadm since 1.29. `system:masters` could not be taken back by any rule. */
const GROUP = "kubeadm:cluster-admins";

export class Administrator extends Construct {
  public readonly key: PrivateKey;
  public readonly certificate: LocallySignedCert;

  constructor(
    scope: Construct,
    id: string,
    { cluster, authority }: { readonly cluster: string; readonly authority: Authority },
  ) {
    super(scope, id);
    this.key = new PrivateKey(this, "key", { algorithm: "ECDSA", ecdsaCurve: "P256" });
    const request = new CertRequest(this, "request", {
      privateKeyPem: this.key.privateKeyPem,
      subject: [{ commonName: `${cluster}-terraform`, organization: GROUP }],
    });
    this.certificate = new LocallySignedCert(this, "certificate", {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: authority.key.privateKeyPem,
      caCertPem: authority.certificate.certPem,
      allowedUses: ["digital_signature", "key_encipherment", "client_auth"],
      validityPeriodHours: VALID.hours,
      earlyRenewalHours: VALID.renewal,
      setSubjectKeyId: true,
    });
  }
}
