/** Which machine a host is: with another key it is another one, and with another address it may be. */
import type { Host } from "../../../../targets/kubeadm/host-section";
import { plainHostKey } from "../../../../targets/kubeadm/host-key";
import { hashOf } from "./stage-scripts";

export function identityOf({ name, address, nodeAddress = "", hostKey }: Host): string {
  return hashOf([name, address, nodeAddress, plainHostKey(hostKey)]);
}
