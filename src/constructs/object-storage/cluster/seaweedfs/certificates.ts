/** Certificates of the servers of objects: towards clients, and towards each other. */
import { authorityObjects, mutualCertificate, serverCertificate } from "../../../kit/cluster/certificates";
import type { KubernetesObject } from "../../../kit/cluster/kubernetes-object";
import { AUTHORITY, OBJECTS_NAMESPACE, S3_CERTIFICATE, S3_SERVICE } from "../endpoint/names";
import { setOf } from "./names";
import { CERTIFICATE_SECRETS } from "./values";

export function certificateObjects(environment: string): readonly KubernetesObject[] {
  const of = { namespace: OBJECTS_NAMESPACE, issuer: AUTHORITY };
  return [
    ...authorityObjects({
      namespace: OBJECTS_NAMESPACE,
      name: AUTHORITY,
      selfSigned: "object-storage-self-signed",
      commonName: `${environment} object storage`,
    }),
    ...CERTIFICATE_SECRETS.map((secretName) =>
      mutualCertificate({
        ...of,
        secretName,
        hosts: (["master", "volume", "filer"] as const).map((part) => `*.${setOf(part)}`),
      }),
    ),
    serverCertificate({ ...of, secretName: S3_CERTIFICATE, hosts: [S3_SERVICE, setOf("s3")] }),
  ];
}
