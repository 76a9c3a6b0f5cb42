/** The cluster that a stage speaks with. */
import { clusterAt, type Cluster, hasMajority, membershipOf } from "../cluster";
import type { StageRun } from "../stage-run";

/** @throws StageFailure where no API server answers that has a majority of etcd behind it */
export function answering(run: StageRun, endpoint: string): Cluster {
  const { host } = run.input;
  const cluster = clusterAt(host.world, endpoint);
  if (!cluster) run.fail(`The API server at ${endpoint} does not answer: a cluster begins with init.`);
  if (!hasMajority(host.world, cluster, host)) run.fail(`etcd of ${endpoint} has no majority.`);
  return cluster;
}

/** @throws StageFailure of a host that is no node */
export function ownCluster(run: StageRun): Cluster {
  const member = membershipOf(run.input.host.state);
  if (!member) run.fail("This host is no node.");
  return answering(run, member.endpoint);
}
