/** A Job that runs a script once, and again whenever anything of what it does is another. */
import { createHash } from "node:crypto";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { JobV1, type JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Fn } from "cdktf";
import type { Construct, IDependable } from "constructs";
import { terraformDependables } from "../cdktf/dependables";
import { literalText } from "../cdktf/literal-text";
import { physicalName } from "../cdktf/names";

/** Digits of the digest in the Job's name. */
const DIGEST_LENGTH = 10;
/** Longest name of a Job: it is copied to the label `job-name` of the Job's pods, and a label's value has at most 63 characters. */
const MAX_JOB_NAME = 63;

/** Nodes may have to be made, and secrets to be delivered, before a first pod runs. Terraform waits a little longer. */
const DEADLINE_SECONDS = 840;
const TERRAFORM_TIMEOUT = "15m";
/** More than the deadline has room for, with Kubernetes' own growing pauses: the deadline decides. */
const RETRIES = 10;

export interface ScriptJobProps {
  /** A literal, with which the Job's name begins. */
  readonly name: string;
  /** A reference, where it is made in the same stack: the files come after nothing else. */
  readonly namespace: string;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** By name; literals. */
  readonly files: Readonly<Record<string, string>>;
  /** @param files Name of the ConfigMap of the files. */
  readonly pod: (files: string) => JobV1SpecTemplateSpec;
  /** What only Terraform knows of what the Job works on: another value makes another Job. */
  readonly known: readonly string[];
  /** What must be there before it. */
  readonly dependsOn: readonly IDependable[];
}

/**
 * Makes the ConfigMap of the files and the Job, as children `files` and `Resource`. A Job's template cannot be changed, so its name
 * carries a digest of all that it does: a change makes a new Job, and the same twice makes none. What only Terraform knows goes into
 * the digest there.
 */
export function scriptJob(
  scope: Construct,
  props: ScriptJobProps,
): { readonly files: ConfigMapV1; readonly job: JobV1 } {
  const { namespace, labels, files: data, pod } = props;
  const literal = sha256(JSON.stringify({ pod: pod(""), data }, replaceTokens));
  const digest = Fn.substr(Fn.sha256(Fn.join(" ", [literal, ...props.known])), 0, DIGEST_LENGTH);
  const metadata = {
    name: `${physicalName([props.name], MAX_JOB_NAME - DIGEST_LENGTH - 1)}-${digest}`,
    namespace,
    labels: { ...labels },
  };
  const files = new ConfigMapV1(scope, "files", {
    metadata,
    data: Object.fromEntries(Object.entries(data).map(([file, text]) => [file, literalText(text)])),
    immutable: true,
  });
  const job = new JobV1(scope, "Resource", {
    metadata,
    spec: {
      backoffLimit: RETRIES,
      activeDeadlineSeconds: DEADLINE_SECONDS,
      completions: 1,
      parallelism: 1,
      template: { metadata: { labels: { ...labels } }, spec: pod(files.metadata.name) },
    },
    waitForCompletion: true,
    timeouts: { create: TERRAFORM_TIMEOUT, update: TERRAFORM_TIMEOUT },
    dependsOn: terraformDependables(props.dependsOn),
  });
  return { files, job };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** JSON.stringify replacer: a token's number depends on the order in which tokens were made, and must not change the digest. */
function replaceTokens(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\$\{TfToken\[[^\]]*\]\}/g, "") : value;
}
