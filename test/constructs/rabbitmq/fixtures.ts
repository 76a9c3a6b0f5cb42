/** A broker's props, on the network and in the stacks that databases are tried in. */
import type { Construct } from "constructs";
import type { MessageBrokerProps } from "../../../src/constructs/rabbitmq/props";
import { FakeNetwork } from "../postgres-db/fixtures";

export { FakeNetwork, FakeStore, only, problemsOf, stackOf, synthesized } from "../postgres-db/fixtures";
export type { Attributes, Synthesized } from "../postgres-db/fixtures";

export function brokerProps(scope: Construct, props: Partial<MessageBrokerProps> = {}): MessageBrokerProps {
  return {
    name: "dev-events",
    runs: "managed",
    network: new FakeNetwork(scope),
    region: "eu-west-1",
    account: "123456789012",
    ...props,
  };
}
