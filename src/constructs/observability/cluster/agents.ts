/** Makes the agents that a section asks for. */
import type { Construct } from "constructs";
import type { CorporateAgent } from "../agents";
import { Datadog, type DatadogProps } from "../datadog/cluster/datadog";

type Surroundings = Omit<DatadogProps, "section">;

const AGENTS: {
  readonly [A in CorporateAgent as A["kind"]]: (scope: Construct, agent: A, surroundings: Surroundings) => Construct;
} = {
  datadog: (scope, { section, kind }, surroundings) => new Datadog(scope, kind, { ...surroundings, section }),
};

export function createAgent(scope: Construct, agent: CorporateAgent, surroundings: Surroundings): Construct {
  return AGENTS[agent.kind](scope, agent, surroundings);
}
