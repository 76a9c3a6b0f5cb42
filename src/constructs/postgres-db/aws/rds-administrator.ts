/**
 * The administrator's password where RDS cannot keep it: it makes no read replica of a server whose password it manages (RDS user
 * guide, "Password management with Amazon RDS and AWS Secrets Manager", limitations).
 */
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { REQUIRED_FOR_WRITE_ONLY } from "../../../catalog/terraform";

export interface RdsAdministratorProps {
  /** Name of the server. */
  readonly name: string;
  /** The administrator's name. */
  readonly username: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
  /** Raised by one for another password. */
  readonly revision: number;
}

/** Long enough that no guess finds it; RDS takes 128 characters, and not all punctuation. */
const PASSWORD_LENGTH = 48;

/**
 * A password that Secrets Manager makes while Terraform applies: it is given to the server and to a secret by write-only arguments,
 * and is in no plan and no state. Both are written together whenever `revision` changes.
 */
export class RdsAdministrator extends Construct {
  public readonly secret: SecretsmanagerSecret;
  /** Expression of the password; lives for one command. */
  public readonly password: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RdsAdministratorProps,
  ) {
    super(scope, id);
    this.secret = new SecretsmanagerSecret(this, "Resource", {
      // A name of its own for each life: the one before may not be gone yet.
      namePrefix: `${props.name}-administrator-`,
      description: `PostgreSQL server ${props.name}: the administrator's username and password`,
      kmsKeyId: props.keyArn,
      // As RDS does with those that it manages: a server's last snapshot can be given another password.
      recoveryWindowInDays: 0,
    });
    const stack = TerraformStack.of(this);
    const type = "aws_secretsmanager_random_password";
    const name = this.secret.friendlyUniqueId;
    stack.addOverride(`ephemeral.${type}.${name}`, { password_length: PASSWORD_LENGTH, exclude_punctuation: true });
    stack.addOverride("terraform.required_version", REQUIRED_FOR_WRITE_ONLY);
    this.password = `\${ephemeral.${type}.${name}.random_password}`;
    this.node.defaultChild = this.secret;
  }

  /** Writes the password that the server has been given: after it, so that what the secret holds is what the server takes. */
  public publish(after: ITerraformDependable): void {
    const { username, revision } = this.props;
    const password = this.password.slice(2, -1);
    new SecretsmanagerSecretVersion(this, "version", {
      secretId: this.secret.id,
      secretStringWo: `\${jsonencode({ username = "${username}", password = ${password} })}`,
      secretStringWoVersion: revision,
      dependsOn: [after],
    });
  }
}
