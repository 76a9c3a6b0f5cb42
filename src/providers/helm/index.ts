/** The simulated helm provider (3.1.1): releases in the clusters of the world. No chart is fetched or rendered. */
import type { DataSourceBehaviour, ProviderBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, firstOf } from "../../rehearsal/engine/attributes";
import { connectionOf, connectionProblems } from "../simulated-cluster/connection";
import { release } from "./release";

const template: DataSourceBehaviour = {
  read: () => ({
    diagnostics: [
      failure(
        'The rehearsal does not render charts: the data source "helm_template" needs the network.',
        "It would fetch the chart from its repository and render it. Put what you need of it into a helm_release, or render it outside Terraform.",
      ),
    ],
  }),
};

export const helmBehaviour: ProviderBehaviour = {
  name: "helm",
  // Its schema has nested attributes, as the real one's has.
  protocol: 6,
  realm: (session) => connectionOf(firstOf(session.config?.kubernetes)).realm,
  resource: (type) => (type === "helm_release" ? release : undefined),
  dataSource: (type) => (type === "helm_template" ? template : undefined),
  checkReachable({ world, session, type }) {
    if (type === "helm_template") return [];
    return connectionProblems(world, connectionOf(firstOf(session.config?.kubernetes)), "/version").map((away) =>
      failure(`Kubernetes cluster unreachable: ${away.summary}`),
    );
  },
};
