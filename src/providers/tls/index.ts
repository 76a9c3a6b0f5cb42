/** The simulated tls provider (4.1.0): real keys and certificates, kept in the state alone. */
import type { ProviderBehaviour, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { certificateData } from "./certificate-data";
import { certRequest, locallySignedCert, selfSignedCert } from "./certificates";
import { privateKey } from "./private-key";
import { publicKeyData } from "./public-key-data";

const RESOURCES: { readonly [type: string]: ResourceBehaviour } = {
  tls_private_key: privateKey,
  tls_self_signed_cert: selfSignedCert,
  tls_cert_request: certRequest,
  tls_locally_signed_cert: locallySignedCert,
};

export const tlsBehaviour: ProviderBehaviour = {
  name: "tls",
  stateOnly: true,
  realm: () => "tls",
  resource: (type) => RESOURCES[type],
  dataSource: (type) =>
    type === "tls_public_key" ? publicKeyData : type === "tls_certificate" ? certificateData : undefined,
};
