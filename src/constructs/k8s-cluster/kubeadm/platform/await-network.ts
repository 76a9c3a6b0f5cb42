/** A Job that is done when pods have a network and Calico takes policies: what comes after it would wait for either. */
import { readFileSync } from "node:fs";
import type { JobV1, JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct, type IDependable } from "constructs";
import { CURL_IMAGE } from "../../../../catalog/curl";
import { packageFile } from "../../../kit/assets";
import { RESTRICTED_JOB_POD, restrictedContainer } from "../../../kit/cluster/restricted";
import { scriptJob } from "../../../kit/cluster/script-job";

const SCRIPT = "await-network.sh";
const NAME = "await-network";
const FILES = "/run/files";
/** Images of every node are pulled first. Less than the Job's own deadline, so that the script can say what it waited for. */
const DEADLINE_SECONDS = 780;

export interface AwaitNetworkProps {
  /** As a reference. */
  readonly namespace: string;
  /** What installs the network. */
  readonly dependsOn: readonly IDependable[];
}

export class AwaitNetwork extends Construct {
  public readonly job: JobV1;

  constructor(scope: Construct, id: string, { namespace, dependsOn }: AwaitNetworkProps) {
    super(scope, id);
    const account = new ServiceAccountV1(this, "account", {
      metadata: { name: NAME, namespace },
      automountServiceAccountToken: false,
    });
    const { job } = scriptJob(this, {
      name: NAME,
      namespace,
      labels: { "app.kubernetes.io/name": NAME },
      files: { [SCRIPT]: readFileSync(packageFile("assets", "calico", SCRIPT), "utf8") },
      pod: (files) => pod(files, account.metadata.name),
      known: [],
      dependsOn: [account, ...dependsOn],
    });
    this.job = job;
    this.node.defaultChild = job;
  }
}

/** Its account has no rights: which kinds there are, everyone with an account may ask. */
function pod(files: string, serviceAccountName: string): JobV1SpecTemplateSpec {
  return {
    ...RESTRICTED_JOB_POD,
    automountServiceAccountToken: true,
    serviceAccountName,
    // Also on nodes that are not ready yet for others.
    toleration: [{ operator: "Exists" }],
    container: [
      {
        name: NAME,
        image: `${CURL_IMAGE.repository}:${CURL_IMAGE.tag}`,
        imagePullPolicy: "Always",
        command: ["bash", `${FILES}/${SCRIPT}`],
        env: Object.entries({ DEADLINE_SECONDS: String(DEADLINE_SECONDS), HOME: "/tmp" }).map(([name, value]) => ({
          name,
          value,
        })),
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: "files", mountPath: FILES, readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volume: [
      { name: "files", configMap: { name: files, defaultMode: "0444" } },
      { name: "tmp", emptyDir: {} },
    ],
  };
}
