/** How every release of the project is installed. */
import type { ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";

/** Seconds that a release may take: images of a new node are pulled first. Charts with slower pods say more. */
export const DEFAULT_TIMEOUT_SECONDS = 600;

/**
 * `wait`: a release is done when its pods are ready, so that what comes after it finds its webhooks; on destroy, when its
 * objects are gone, so that a controller outlives what it must clean up. `atomic`: a failed upgrade is rolled back.
 * `maxHistory`: each revision is a Secret in etcd. `createNamespace`: namespaces carry their pod security level.
 */
export const RELEASE_SETTINGS = {
  wait: true,
  waitForJobs: true,
  atomic: true,
  cleanupOnFail: true,
  maxHistory: 5,
  createNamespace: false,
} as const satisfies Partial<ReleaseConfig>;

/** What a release comes after: what its pods name, and what whoever makes it says. Undefined where that is nothing. */
export function releaseDependencies(
  named: readonly ITerraformDependable[],
  given: readonly ITerraformDependable[] = [],
): ITerraformDependable[] | undefined {
  return named.length + given.length > 0 ? [...given, ...named] : undefined;
}
