/** A cache's props, on the network and in the stacks that databases are tried in. */
import type { Construct } from "constructs";
import type { CacheProps } from "../../../src/constructs/redis/props";
import { FakeNetwork } from "../postgres-db/fixtures";

export { FakeNetwork, FakeStore, only, problemsOf, stackOf, synthesized } from "../postgres-db/fixtures";
export type { Attributes, Synthesized } from "../postgres-db/fixtures";

export function cacheProps(scope: Construct, props: Partial<CacheProps> = {}): CacheProps {
  return {
    name: "dev-jobs",
    runs: "managed",
    use: "queue",
    region: "eu-west-1",
    account: "123456789012",
    ...props,
    network: props.network ?? new FakeNetwork(scope),
  };
}
