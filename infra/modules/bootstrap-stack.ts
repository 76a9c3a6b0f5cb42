/** What must exist before the first deployment: the bucket of the states, in a stack whose state moves into it. */
import * as path from "node:path";
import { App, LocalBackend, S3Backend, type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import { type Construct, Node } from "constructs";
import { REQUIRED_TERRAFORM } from "../../src/catalog/terraform";
import { Target } from "../../src/model/target";
import { STATE_BUCKET } from "../../src/constructs/state-bucket/contract";
import type { Environment, StateBackend } from "../../src/environment/environment";
import { JangadaError } from "../../src/errors";
import { logicalId } from "./logical-id";
import type { PlatformTarget } from "./platform-target";

/** Set by `jangada bootstrap`: the environment whose state bucket is synthesized, instead of its stacks. */
export const BOOTSTRAP_VARIABLE = "JANGADA_BOOTSTRAP";
/** Set by it while the bucket does not exist yet: the file that holds the state until then. */
export const BOOTSTRAP_STATE_VARIABLE = "JANGADA_BOOTSTRAP_STATE";

/** The key of its own state: the same whichever environment of the bucket asks. */
const STATE_KEY = "jangada-bootstrap/terraform.tfstate";

export interface BootstrapStackProps {
  readonly environment: Environment;
  readonly target: PlatformTarget;
}

/** @throws JangadaError NOTHING_TO_BOOTSTRAP if the environment keeps its states elsewhere than in a bucket */
export class BootstrapStack extends TerraformStack {
  constructor(scope: Construct, { environment, target }: BootstrapStackProps) {
    const { state, facts } = environment;
    if (state.backend !== "s3") throw nothingToBootstrap(environment);
    super(scope, bootstrapStackName(state));
    Target.use(this, target);
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    const region = state.region ?? facts.region;
    this.keepState(state, region);
    target.configureBootstrap(this, { region, account: facts.account });
    const bucket = target.implementation(STATE_BUCKET, this).create(this, "state-bucket", {
      bucket: state.bucket,
      region,
      account: facts.account,
      ...(state.kmsKey ? { keyId: state.kmsKey } : {}),
    });
    new TerraformOutput(this, "bucket", { value: bucket.bucketName, description: "the bucket of the states" });
    new TerraformOutput(this, "key", { value: bucket.keyId, description: "the key that encrypts them" });
  }

  private keepState(state: Extract<StateBackend, { backend: "s3" }>, region: string): void {
    const file = process.env[BOOTSTRAP_STATE_VARIABLE];
    if (file) {
      const folder = path.resolve(App.of(this).outdir, "stacks", this.node.id);
      new LocalBackend(this, { path: path.relative(folder, path.resolve(file)).split(path.sep).join("/") });
      return;
    }
    const s3 = new S3Backend(this, { bucket: state.bucket, key: STATE_KEY, region });
    s3.addOverride("use_lockfile", true);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = element instanceof Node ? element : element.node;
    return logicalId(scopes.slice(scopes.indexOf(this) + 1).map((construct) => construct.node.id));
  }
}

/** One for each bucket, not for each environment. */
export function bootstrapStackName(state: Extract<StateBackend, { backend: "s3" }>): string {
  return `bootstrap-${state.bucket.replaceAll(".", "-")}`;
}

function nothingToBootstrap(environment: Environment): JangadaError {
  return new JangadaError({
    code: "NOTHING_TO_BOOTSTRAP",
    message: `The environment '${environment.facts.name}' keeps its states in files: there is no bucket to make.`,
    place: { file: environment.file, path: "state", ...environment.locate("state") },
    remedy: "Name one first: state: { backend: s3, bucket: <name> }.",
  });
}
