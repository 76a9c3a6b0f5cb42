/** The authority that signs the certificates of brokers in the cluster: cert-manager's, of this environment alone. */
import { authorityObjects, serverCertificate } from "../../kit/cluster/certificates";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { AUTHORITY, certificateSecret } from "./names";

export const brokerAuthority = (namespace: string, environment: string): readonly KubernetesObject[] =>
  authorityObjects({
    namespace,
    name: AUTHORITY,
    selfSigned: "rabbitmq-self-signed",
    commonName: `${environment} rabbitmq`,
  });

/** A broker's certificate: for its Service, and for each of its nodes. */
export const brokerCertificate = (broker: string, namespace: string): KubernetesObject =>
  serverCertificate({
    namespace,
    secretName: certificateSecret(broker),
    issuer: AUTHORITY,
    hosts: [broker, `*.${broker}-nodes`],
  });
