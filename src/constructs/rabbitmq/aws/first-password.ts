/** The password that a broker's administrator is born with, and the secret in which the one who changes it finds it. */
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { Password } from "@cdktf/provider-random/lib/password";
import { Construct } from "constructs";
import { needRandomProvider } from "../../kit/cdktf/random-provider";

export interface FirstPasswordProps {
  /** The administrator's name. */
  readonly username: string;
  /** Name of the secret. */
  readonly secretName: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
  /** Everything whose change makes another broker: that one gets a password of its own. */
  readonly brokerOf: Readonly<Record<string, string>>;
}

/** Letters and digits alone: Amazon MQ takes neither commas, colons nor equals signs (API reference, User). */
const LENGTH = 40;

/**
 * It stands in the state, as `aws_mq_broker` has no write-only form of it, and is dead as soon as the platform is deployed. The
 * secret gets it by a write-only argument: it is not in the state a third time.
 * @security CKV_AWS_149 encrypted with a key of our own
 */
export class FirstPassword extends Construct {
  public readonly password: Password;
  public readonly secret: SecretsmanagerSecret;
  public readonly version: SecretsmanagerSecretVersion;

  constructor(scope: Construct, id: string, props: FirstPasswordProps) {
    super(scope, id);
    const { username, secretName, keyArn } = props;
    needRandomProvider(this);
    // Whoever makes no broker needs no binding of the provider `random`.
    const { Password } =
      require("@cdktf/provider-random/lib/password") as typeof import("@cdktf/provider-random/lib/password");
    this.password = new Password(this, "Resource", {
      length: LENGTH,
      special: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
      keepers: { ...props.brokerOf },
    });
    this.secret = new SecretsmanagerSecret(this, "secret", {
      name: secretName,
      description: `First password of ${username}: it is changed from within the cluster, and then of no use`,
      kmsKeyId: keyArn,
      // There is nothing to call back, and the next broker of this name needs the name.
      recoveryWindowInDays: 0,
    });
    this.version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: this.secret.id,
      secretStringWo: JSON.stringify({ username, password: this.password.result }),
      secretStringWoVersion: 1,
      // What is write-only is compared by its version alone: another password is another version of the secret. Terraform
      // takes a bare address here, and no template, which is what cdktf makes of a resource.
      lifecycle: { replaceTriggeredBy: [`${this.password.terraformResourceType}.${this.password.friendlyUniqueId}`] },
    });
    this.node.defaultChild = this.password;
  }
}
