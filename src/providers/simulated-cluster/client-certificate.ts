/** Who comes in by a certificate of his own: whether the API server takes it, and what it says of it. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import type { ValueObject } from "../../rehearsal/protocol/value";
import { textOf } from "../../rehearsal/engine/attributes";

export interface ClientCertificate {
  /** Both in PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** Undefined where there is none, or it is not known yet. */
export function clientOf(settings: ValueObject | undefined): ClientCertificate | undefined {
  const [certificate, key] = [textOf(settings?.client_certificate), textOf(settings?.client_key)];
  return certificate ? { certificate, key: key ?? "" } : undefined;
}

/** Those of which RBAC lets in whoever is in them: kubeadm binds the first, and nobody can unbind the second. */
const GROUPS = ["kubeadm:cluster-admins", "system:masters"];

/** In the words of Go's client and of the API server; undefined of one that is let in. */
export function clientProblem({ certificate, key }: ClientCertificate, authority: string): string | undefined {
  let own: X509Certificate;
  try {
    own = new X509Certificate(certificate);
    if (!own.checkPrivateKey(createPrivateKey(key))) return "tls: private key does not match public key";
  } catch {
    return "tls: failed to find any PEM data in certificate input";
  }
  const now = Date.now();
  const isInTime = Date.parse(own.validFrom) <= now && now <= Date.parse(own.validTo);
  if (!isInTime || !own.verify(new X509Certificate(authority).publicKey)) return "Unauthorized";
  const fields = own.subject.split("\n").map((line) => line.split("="));
  if (fields.some(([name, ...value]) => name === "O" && GROUPS.includes(value.join("=")))) return undefined;
  const user =
    fields
      .find(([name]) => name === "CN")
      ?.slice(1)
      .join("=") ?? "";
  return `forbidden: User "${user}" cannot do this at the cluster scope`;
}
