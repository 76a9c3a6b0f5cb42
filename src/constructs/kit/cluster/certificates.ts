/** Certificates of servers in the cluster: cert-manager's, signed by an authority of one namespace alone. */
import type { KubernetesObject } from "./kubernetes-object";

const API = "cert-manager.io/v1";
/** Ten years: whoever trusts it has to be told of another one. */
const AUTHORITY_HOURS = "87600h";
/** Ninety days, renewed thirty before: as long as public ones live, so that nothing waits for a year to fail. */
const CERTIFICATE_HOURS = "2160h";
const RENEWED_HOURS = "720h";
/** Elliptic, as cert-manager and every client knows it. */
const KEY = { algorithm: "ECDSA", size: 256 };

export interface AuthorityProps {
  /** Which the authority serves, and no other. */
  readonly namespace: string;
  /** Of the issuer that signs servers' certificates, and of the Secret of its own. */
  readonly name: string;
  /** Of the issuer that signs only the authority. */
  readonly selfSigned: string;
  /** What clients are shown as the signer. */
  readonly commonName: string;
}

export function authorityObjects(props: AuthorityProps): readonly KubernetesObject[] {
  const { namespace, name, selfSigned, commonName } = props;
  return [
    {
      apiVersion: API,
      kind: "Issuer",
      metadata: { name: selfSigned, namespace },
      spec: { selfSigned: {} },
    },
    {
      apiVersion: API,
      kind: "Certificate",
      metadata: { name, namespace },
      spec: {
        isCA: true,
        commonName,
        secretName: name,
        duration: AUTHORITY_HOURS,
        privateKey: KEY,
        issuerRef: { kind: "Issuer", name: selfSigned },
      },
    },
    {
      apiVersion: API,
      kind: "Issuer",
      metadata: { name, namespace },
      spec: { ca: { secretName: name } },
    },
  ];
}

export interface ServerCertificateProps {
  /** Of the servers, and of their authority. */
  readonly namespace: string;
  /** Of the Certificate and of its Secret. */
  readonly secretName: string;
  /** The authority's. */
  readonly issuer: string;
  /** Names of Services, and `*.<service>` for pods behind a headless one: each is valid with every ending of the namespace. */
  readonly hosts: readonly string[];
  /** Of the Secret. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Of a server, and of the same towards others of its kind, which ask who it is. */
export const mutualCertificate = (props: ServerCertificateProps): KubernetesObject =>
  certificate(props, ["digital signature", "server auth", "client auth"]);

export const serverCertificate = (props: ServerCertificateProps): KubernetesObject =>
  certificate(props, ["digital signature", "server auth"]);

function certificate(props: ServerCertificateProps, usages: readonly string[]): KubernetesObject {
  const { namespace, secretName, issuer, hosts, labels } = props;
  const domains = [namespace, `${namespace}.svc`, `${namespace}.svc.cluster.local`];
  return {
    apiVersion: API,
    kind: "Certificate",
    metadata: { name: secretName, namespace },
    spec: {
      secretName,
      ...(labels === undefined ? {} : { secretTemplate: { labels } }),
      duration: CERTIFICATE_HOURS,
      renewBefore: RENEWED_HOURS,
      privateKey: { ...KEY, rotationPolicy: "Always" },
      dnsNames: domains.flatMap((domain) => hosts.map((host) => `${host}.${domain}`)),
      usages,
      issuerRef: { kind: "Issuer", name: issuer },
    },
  };
}
