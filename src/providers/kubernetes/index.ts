/** The simulated kubernetes provider (2.38.0): objects in the clusters of the world. */
import type { ProviderBehaviour, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { handMadeCluster } from "../simulated-cluster/clusters";
import { connectionOf, connectionProblems } from "../simulated-cluster/connection";
import { kubeadmClusterType, kubeadmShell } from "../simulated-hosts";
import { dataSources } from "./data-sources";
import { apiPath, kindOf } from "../simulated-cluster/kinds";
import { manifest } from "./manifest";
import { partOfObject } from "./object-parts";
import { objectResource } from "./resource";

/** What changes parts of objects that something else made; also what has no kind of its own. */
const PARTS: { readonly [type: string]: ResourceBehaviour } = {
  kubernetes_annotations: partOfObject(),
  kubernetes_config_map_v1_data: partOfObject("kubernetes_config_map_v1"),
  kubernetes_default_service_account: partOfObject(),
  kubernetes_default_service_account_v1: partOfObject(),
  kubernetes_env: partOfObject(),
  kubernetes_labels: partOfObject(),
  kubernetes_manifest: manifest,
  kubernetes_node_taint: partOfObject(),
  kubernetes_secret_v1_data: partOfObject("kubernetes_secret_v1"),
  kubernetes_token_request_v1: partOfObject("kubernetes_service_account_v1"),
};

export const kubernetesBehaviour: ProviderBehaviour = {
  name: "kubernetes",
  clusterTypes: [handMadeCluster, kubeadmClusterType],
  hostShell: kubeadmShell,
  handMade: { deletions: ["kubernetes_network_policy_v1"] },
  realm: (session) => connectionOf(session.config).realm,
  resource: (type) => PARTS[type] ?? objectResource,
  dataSource: (type) => dataSources[type],
  checkReachable({ world, session, type }) {
    const kind = kindOf(type);
    return connectionProblems(world, connectionOf(session.config), kind ? apiPath(kind) : "/api/v1");
  },
};
