/** Bare hosts, which SSH reaches. */
import { JangadaError } from "../../src/errors";
import { Target } from "../../src/model/target";
import { checkPreviousHosts } from "./check-previous";
import { pgStates } from "./states";
import { configureClusterClients } from "../modules/cluster-clients";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PlatformTarget } from "../modules/platform-target";
import type { PreviousResource } from "../modules/previous-state";

/**
 * The target `kubeadm`. In an app of your own: `Target.use(stack, new KubeadmTarget())`. There is no cloud: the providers are those that make
 * secrets (tls, random) and those that act inside the cluster.
 */
export class KubeadmTarget extends Target implements PlatformTarget {
  public readonly name = "kubeadm";
  /** Nothing there carries tags. */
  public readonly namedTypes: readonly string[] = [];
  public readonly sharedStates = { pg: pgStates };

  public configure(stack: EnvironmentStack): void {
    configureClusterClients(stack);
  }
  /** @throws JangadaError NOTHING_TO_BOOTSTRAP, always: no cloud has a place for states */
  public configureBootstrap(): void {
    throw new JangadaError({
      code: "NOTHING_TO_BOOTSTRAP",
      message: "Bare hosts have no place for states that could be made.",
      remedy: "Keep them in a file, or in a PostgreSQL server: state: { backend: pg }.",
    });
  }
  public checkPrevious(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
    checkPreviousHosts(stack, previous);
  }
  public guardRemovals(): void {}
  /** Nothing there is found again by a tag. */
  public existingNames(): string {
    return "toset([])";
  }
}
