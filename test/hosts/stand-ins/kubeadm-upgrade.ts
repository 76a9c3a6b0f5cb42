/** kubeadm's commands of the second day. */
import { KubeadmError } from "./kubeadm-error";

export function otherCommand(words: readonly string[], args: readonly string[], version: string): Promise<void> {
  void args;
  void version;
  return Promise.reject(new KubeadmError(`unknown command "${words.join(" ")}" for "kubeadm"`));
}
