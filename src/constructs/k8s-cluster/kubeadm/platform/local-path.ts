/** Volumes that are folders of the host on which their pod runs: local-path-provisioner. */
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct, Dependable } from "constructs";
import { CURL_IMAGE } from "../../../../catalog/curl";
import { resources } from "../../../kit/cluster/operator/copies";
import { Operator } from "../../../kit/cluster/operator/operator";
import { PRIORITY } from "../../../kit/cluster/priority";
import { DEFAULT_CLASS } from "./default-class";
import { LOCAL_PATH_NAMESPACE } from "./names";

/** Also what stands in the volumes that were made by it: another name would leave these without anybody. */
const PROVISIONER = "cluster.local/local-path-provisioner";
/** Pods of any group may write, whose id Kubernetes gives them; the folder above is root's own (`essentials.sh`). */
const SETUP = '#!/bin/sh\nset -eu\nmkdir -m 0777 -p "$VOL_DIR"';
const TEARDOWN = '#!/bin/sh\nset -eu\nrm -rf "$VOL_DIR"';

/**
 * Volumes that the kubelet mounts where Velero reads files: of a pod's folders of the host it reads none (velero.io/docs, file system
 * backup; local-path-provisioner's README, "Volume types").
 */
const MOUNTED = { defaultVolumeType: "local" } as const;

export interface LocalPathProps {
  /** Folder on every host. */
  readonly path: string;
  /** Values of the chart. @default none */
  readonly values?: object | undefined;
}

export class LocalPath extends Construct {
  public readonly operator: Operator;
  public readonly storageClass: StorageClassV1;

  /** @throws JangadaError CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, { path, values }: LocalPathProps) {
    super(scope, id);
    this.operator = new Operator(this, "operator", {
      chart: "local-path-provisioner",
      name: LOCAL_PATH_NAMESPACE,
      // The pod that makes a volume's folder is the host's root in it.
      podSecurity: "privileged",
      values: () => localPathValues(path),
      overrides: values,
    });
    this.storageClass = new StorageClassV1(this, "class", {
      metadata: { name: "local-path", annotations: { ...DEFAULT_CLASS, ...MOUNTED } },
      storageProvisioner: PROVISIONER,
      // The host is the pod's, which must be chosen first.
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy: "Delete",
      allowVolumeExpansion: false,
      dependsOn: [this.operator.chart.release],
    });
    Dependable.implement(this, { dependencyRoots: [this.storageClass] });
    this.node.defaultChild = this.storageClass;
  }
}

function localPathValues(path: string): object {
  return {
    fullnameOverride: "local-path-provisioner",
    storageClass: { create: false },
    nodePathMap: [{ node: "DEFAULT_PATH_FOR_NON_LISTED_NODES", paths: [path] }],
    // The chart's own is `latest`. This one has a shell and mkdir, and is there already.
    helperImage: { repository: CURL_IMAGE.repository, tag: CURL_IMAGE.tag },
    helperPod: { resources: resources("10m", "16Mi", "64Mi") },
    configmap: { setup: SETUP, teardown: TEARDOWN, helperPod: { priorityClassName: PRIORITY.node } },
    priorityClassName: PRIORITY.cluster,
    resources: resources("20m", "32Mi", "128Mi"),
    podSecurityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
}
