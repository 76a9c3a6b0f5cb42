/** A CronJob that restores a namespace beside the real one, checks what came, and removes it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CURL_IMAGE } from "../../../catalog/curl";
import { packageFile } from "../../kit/assets";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { Manifests } from "../../kit/cluster/manifests";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { CONTAINER_USER, RESTRICTED_POD, restrictedContainer } from "../../kit/cluster/restricted";
import { RESTORE_TEST, RESTORE_TEST_NAMESPACE, VELERO_NAMESPACE } from "../names";
import type { RestoreTest } from "../section";
import { restoreTestLimits } from "./restore-test-limits";

const SCRIPT = "restore-test.sh";
const FILES = "/run/files";

/** Two hours each for restoring and for removing: volumes come at the speed of the store. */
const DEADLINE_SECONDS = 7_200;
const JOB_SECONDS = 2 * DEADLINE_SECONDS + 600;

export interface RestoreTestJobProps {
  /** Velero's, as a reference. */
  readonly namespace: string;
  /** What is restored, and when. */
  readonly restoreTest: RestoreTest;
  /** What must be there before it. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export class RestoreTestJob extends Construct {
  /** Where restored pods run: nothing reaches them, and they reach nothing but names. */
  public readonly scratch: KubernetesNamespace;
  public readonly guard: NamespaceGuard;
  public readonly objects: Manifests;

  constructor(scope: Construct, id: string, { namespace, restoreTest, dependsOn }: RestoreTestJobProps) {
    super(scope, id);
    this.scratch = new KubernetesNamespace(this, "namespace", {
      name: RESTORE_TEST_NAMESPACE,
      podSecurity: "baseline",
    });
    this.guard = new NamespaceGuard(this, "guard", { namespace: this.scratch.name });
    this.objects = new Manifests(this, "objects", {
      releaseName: RESTORE_TEST,
      namespace,
      objects: restoreTestObjects(restoreTest),
      dependsOn: [this.guard.resource, ...dependsOn],
    });
  }
}

/** It makes and reads one kind of restore, and empties one namespace; it reads no Secret, and nothing of any other namespace. */
export function restoreTestObjects(test: RestoreTest): readonly KubernetesObject[] {
  const script = readFileSync(packageFile("assets", "velero", SCRIPT), "utf8");
  const labels = { "app.kubernetes.io/name": RESTORE_TEST, "app.kubernetes.io/component": "test" };
  const metadata = { name: RESTORE_TEST, namespace: VELERO_NAMESPACE, labels };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false },
    ...rights(VELERO_NAMESPACE, [
      { apiGroups: ["velero.io"], resources: ["restores"], verbs: ["create", "get", "delete"] },
    ]),
    ...rights(RESTORE_TEST_NAMESPACE, [
      { apiGroups: [""], resources: ["pods", "persistentvolumeclaims"], verbs: ["list", "deletecollection"] },
      { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["deletecollection"] },
      {
        apiGroups: ["apps"],
        resources: ["deployments", "statefulsets", "daemonsets", "replicasets"],
        verbs: ["deletecollection"],
      },
    ]),
    ...restoreTestLimits(test),
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { [SCRIPT]: script } },
    {
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata,
      spec: {
        schedule: test.cron,
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: 3_600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: jobSpec(test, labels, createHash("sha256").update(script).digest("hex").slice(0, 10)) },
      },
    },
  ];
}

function rights(namespace: string, rules: readonly object[]): readonly KubernetesObject[] {
  const metadata = { name: RESTORE_TEST, namespace };
  const api = "rbac.authorization.k8s.io";
  return [
    { apiVersion: `${api}/v1`, kind: "Role", metadata, rules },
    {
      apiVersion: `${api}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: api, kind: "Role", name: RESTORE_TEST },
      subjects: [{ kind: "ServiceAccount", name: RESTORE_TEST, namespace: VELERO_NAMESPACE }],
    },
  ];
}

function jobSpec(
  { namespace, schedule }: RestoreTest,
  labels: Readonly<Record<string, string>>,
  digest: string,
): object {
  const env = {
    RESTORE_SCHEDULE: schedule,
    RESTORE_NAMESPACE: namespace,
    SCRATCH_NAMESPACE: RESTORE_TEST_NAMESPACE,
    VELERO_NAMESPACE,
    DEADLINE_SECONDS: String(DEADLINE_SECONDS),
    HOME: "/tmp",
  };
  const user = Number(CONTAINER_USER);
  return {
    // What failed once is told; the next run begins anew.
    backoffLimit: 0,
    activeDeadlineSeconds: JOB_SECONDS,
    template: {
      metadata: { labels, annotations: { "checksum/script": digest } },
      spec: {
        restartPolicy: "Never",
        serviceAccountName: RESTORE_TEST,
        automountServiceAccountToken: true,
        enableServiceLinks: false,
        // As long as the script may need to remove what it restored.
        terminationGracePeriodSeconds: 300,
        securityContext: { ...RESTRICTED_POD, runAsUser: user, runAsGroup: user, fsGroup: user },
        containers: [
          {
            name: RESTORE_TEST,
            image: `${CURL_IMAGE.repository}:${CURL_IMAGE.tag}`,
            imagePullPolicy: "Always",
            command: ["bash", `${FILES}/${SCRIPT}`],
            env: Object.entries(env).map(([name, value]) => ({ name, value })),
            resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
            securityContext: restrictedContainer(),
            volumeMounts: [
              { name: "files", mountPath: FILES, readOnly: true },
              { name: "tmp", mountPath: "/tmp" },
            ],
          },
        ],
        volumes: [
          { name: "files", configMap: { name: RESTORE_TEST, defaultMode: 0o444 } },
          { name: "tmp", emptyDir: {} },
        ],
      },
    },
  };
}
