/** The data source tls_public_key: the public half of a private key. */
import type { DataSourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, textOf, withAttributes } from "../../rehearsal/engine/attributes";
import { algorithmOf, parsePrivateKey, publicForms } from "./keys";
import { parseOpenSshPrivateKey } from "./openssh";

export const publicKeyData: DataSourceBehaviour = {
  read(_, config) {
    const pem = textOf(config.private_key_pem);
    const ssh = textOf(config.private_key_openssh);
    if ((pem === undefined) === (ssh === undefined)) {
      const group = "[private_key_pem,private_key_openssh]";
      const detail = `Exactly one of these attributes must be configured: ${group}`;
      return { diagnostics: [failure("Invalid Attribute Combination", detail)] };
    }
    try {
      const key = pem === undefined ? parseOpenSshPrivateKey(ssh ?? "") : parsePrivateKey(pem);
      return { state: withAttributes(config, { algorithm: algorithmOf(key), ...publicForms(key) }) };
    } catch (error) {
      return {
        diagnostics: [failure("Failed to parse private key", error instanceof Error ? error.message : undefined)],
      };
    }
  },
};
