/** A password that is given to a server and to nobody: where one has to be set, and logins go another way. */
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { REQUIRED_FOR_WRITE_ONLY } from "../../../catalog/terraform";
import { needRandomProvider } from "../../kit/cdktf/random-provider";

/** learn.microsoft.com/azure/postgresql/flexible-server/security-access-control: 8 to 128 characters of three kinds. */
const PASSWORD_LENGTH = 96;

/**
 * Made while Terraform applies, taken by a write-only argument, and forgotten: it is in no plan, no state and no store.
 * @returns the expression for that argument
 */
export function nobodysPassword(scope: Construct, name: string): string {
  const stack = TerraformStack.of(scope);
  needRandomProvider(scope);
  stack.addOverride(`ephemeral.random_password.${name}`, { length: PASSWORD_LENGTH });
  stack.addOverride("terraform.required_version", REQUIRED_FOR_WRITE_ONLY);
  return `\${ephemeral.random_password.${name}.result}`;
}
