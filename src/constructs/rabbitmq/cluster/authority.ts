/** The authority that signs the certificates of brokers in the cluster: cert-manager's, of this environment alone. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { AUTHORITY, certificateSecret } from "./names";

const CERTIFICATES = "cert-manager.io/v1";
const SELF_SIGNED = "rabbitmq-self-signed";
/** Ten years: whoever trusts it has to be told of another one. */
const AUTHORITY_HOURS = "87600h";
/** Ninety days, renewed thirty before: as long as public ones live, so that nothing waits for a year to fail. */
const CERTIFICATE_HOURS = "2160h";
const RENEWED_HOURS = "720h";
/** Elliptic, as cert-manager and every client of AMQP knows it. */
const KEY = { algorithm: "ECDSA", size: 256 };

export function authorityObjects(namespace: string, environment: string): readonly KubernetesObject[] {
  return [
    {
      apiVersion: CERTIFICATES,
      kind: "Issuer",
      metadata: { name: SELF_SIGNED, namespace },
      spec: { selfSigned: {} },
    },
    {
      apiVersion: CERTIFICATES,
      kind: "Certificate",
      metadata: { name: AUTHORITY, namespace },
      spec: {
        isCA: true,
        commonName: `${environment} rabbitmq`,
        secretName: AUTHORITY,
        duration: AUTHORITY_HOURS,
        privateKey: KEY,
        issuerRef: { kind: "Issuer", name: SELF_SIGNED },
      },
    },
    {
      apiVersion: CERTIFICATES,
      kind: "Issuer",
      metadata: { name: AUTHORITY, namespace },
      spec: { ca: { secretName: AUTHORITY } },
    },
  ];
}

/** A broker's certificate: for its Service, and for each of its nodes. */
export function brokerCertificate(broker: string, namespace: string): KubernetesObject {
  const domains = [namespace, `${namespace}.svc`, `${namespace}.svc.cluster.local`];
  return {
    apiVersion: CERTIFICATES,
    kind: "Certificate",
    metadata: { name: certificateSecret(broker), namespace },
    spec: {
      secretName: certificateSecret(broker),
      duration: CERTIFICATE_HOURS,
      renewBefore: RENEWED_HOURS,
      privateKey: { ...KEY, rotationPolicy: "Always" },
      dnsNames: domains.flatMap((domain) => [`${broker}.${domain}`, `*.${broker}-nodes.${domain}`]),
      usages: ["digital signature", "server auth"],
      issuerRef: { kind: "Issuer", name: AUTHORITY },
    },
  };
}
