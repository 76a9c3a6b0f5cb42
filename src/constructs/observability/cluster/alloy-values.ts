/** Values of the chart alloy: once on every node for the logs of its pods, and once in the cluster for events. */
import { resources } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import { eventsConfiguration, podLogsConfiguration } from "./alloy-configuration";
import { ALLOY } from "./names";

const READ = ["get", "list", "watch"];

/** Reads files of root's, and nothing else that root may: all capabilities are dropped, and nothing but its store is written. */
const READ_AS_ROOT = {
  runAsUser: 0,
  runAsGroup: 0,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

/** User of the image. */
const USER = 473;

const UNPRIVILEGED = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

/** Where it keeps how far it has read. */
const STORE = "/var/lib/alloy";

function common(configuration: string): { readonly alloy: object; readonly volumes: object; readonly values: object } {
  return {
    alloy: {
      configMap: { content: configuration },
      enableReporting: false,
      storagePath: STORE,
    },
    volumes: { extra: [{ name: "store", emptyDir: {} }] },
    values: {
      // A changed configuration rolls the pods.
      configReloader: { enabled: false },
      crds: { create: false },
    },
  };
}

const STORE_MOUNT = { extra: [{ name: "store", mountPath: STORE }] };

export function podLogsValues(environment: string): object {
  const { alloy, volumes, values } = common(podLogsConfiguration(environment));
  return {
    ...values,
    fullnameOverride: ALLOY.logs,
    alloy: {
      ...alloy,
      mounts: { varlog: true, ...STORE_MOUNT },
      resources: resources("50m", "128Mi", "512Mi"),
      securityContext: READ_AS_ROOT,
    },
    controller: {
      type: "daemonset",
      // Every node has logs, those that take no other pods too.
      tolerations: [{ operator: "Exists" }],
      priorityClassName: PRIORITY.node,
      volumes,
    },
    // Which pods there are, and the names of namespaces; neither their logs by the API nor any Secret.
    rbac: {
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: READ }],
      clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs: READ }],
    },
  };
}

export function eventsValues(environment: string): object {
  const { alloy, volumes, values } = common(eventsConfiguration(environment));
  return {
    ...values,
    fullnameOverride: ALLOY.events,
    alloy: {
      ...alloy,
      mounts: { varlog: false, ...STORE_MOUNT },
      resources: resources("20m", "96Mi", "256Mi"),
      securityContext: UNPRIVILEGED,
    },
    controller: {
      type: "deployment",
      // Two would write every event twice.
      replicas: 1,
      updateStrategy: { type: "Recreate" },
      priorityClassName: PRIORITY.platform,
      volumes,
    },
    global: { podSecurityContext: { fsGroup: USER } },
    rbac: {
      rules: [{ apiGroups: [""], resources: ["events"], verbs: READ }],
      clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs: READ }],
    },
  };
}
