/** Ports in texts. */
import { Token } from "cdktf";

/** A port as text; also one that only Terraform knows. */
export function portText(port: number): string {
  return Token.isUnresolved(port) ? Token.asString(port) : String(port);
}
