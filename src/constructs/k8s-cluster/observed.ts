/** What observability takes from the cluster: alerts of nodes and pods. Their metrics are read by observability itself. */
import type { Observed } from "../../model/observed";
import { nodeAlerts } from "./node-alerts";
import { podAlerts } from "./pod-alerts";

export const clusterObserved: Observed = { alerts: [nodeAlerts, podAlerts] };
