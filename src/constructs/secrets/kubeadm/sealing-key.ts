/** The key by which sealed secrets are opened. It stands in the tier `data`: what was sealed outlives a cluster that is rebuilt. */
import { PrivateKey } from "@cdktf/provider-tls/lib/private-key";
import { SelfSignedCert } from "@cdktf/provider-tls/lib/self-signed-cert";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { needTlsProvider } from "../../kit/cdktf/tls-provider";
import { AdoptedSecretsKey } from "../adopted-secrets-key";
import type { ISecretsKey, SECRETS_KEY, SecretsKeyAttributes, SecretsKeyProps } from "../secrets-key";
import { SEALING_KEY } from "./names";

/** kubeseal encrypts with nothing but RSA, and refuses a certificate whose time is over: ten years, as the cluster's own authorities. */
const BITS = 4096;
const HOURS = 87_600;

/** Names in `details`. */
export const SEALING = { certificate: "certificate", key: "private-key" } as const;

export class SealingKey extends Construct implements ISecretsKey {
  public readonly key: PrivateKey;
  public readonly certificate: SelfSignedCert;
  public readonly keyId = SEALING_KEY;
  /** Its private half is told to the stack that installs the controller. */
  public readonly sensitive = true;

  constructor(scope: Construct, id: string, props: SecretsKeyProps) {
    super(scope, id);
    needTlsProvider(this);
    const lifecycle = props.protected ? { lifecycle: { preventDestroy: true } } : {};
    this.key = new PrivateKey(this, "key", { algorithm: "RSA", rsaBits: BITS, ...lifecycle });
    this.certificate = new SelfSignedCert(this, "certificate", {
      privateKeyPem: this.key.privateKeyPem,
      subject: [{ commonName: `${props.environment}-sealed-secrets` }],
      allowedUses: ["data_encipherment", "key_encipherment"],
      validityPeriodHours: HOURS,
      ...lifecycle,
    });
    this.node.defaultChild = this.key;
  }

  public get attributes(): SecretsKeyAttributes {
    return {
      keyId: this.keyId,
      details: { [SEALING.certificate]: this.certificate.certPem, [SEALING.key]: this.key.privateKeyPem },
    };
  }
}

export const sealingKeyImplementation: Implementation<SecretsKeyProps, ISecretsKey, typeof SECRETS_KEY.shape> = {
  create: (scope, id, props) => new SealingKey(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedSecretsKey(scope, id, attributes),
};
