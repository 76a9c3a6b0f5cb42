/** What must exist before the first deployment: the bucket of the states, in a stack whose state moves into it. */
import * as path from "node:path";
import { App, LocalBackend, type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import { type Construct, Node } from "constructs";
import { REQUIRED_TERRAFORM } from "../../src/catalog/terraform";
import { Target } from "../../src/model/target";
import { StateBucket } from "../../src/constructs/state-bucket/contract";
import type { Environment } from "../../src/environment/environment";
import { JangadaError } from "../../src/errors";
import { factsOf } from "../../src/targets";
import { logicalId } from "./logical-id";
import type { PlatformTarget } from "./platform-target";
import { sharedStates } from "./shared-states";

/** Set by `jangada bootstrap`: the environment whose state bucket is synthesized, instead of its stacks. */
export const BOOTSTRAP_VARIABLE = "JANGADA_BOOTSTRAP";
/** Set by it while the bucket does not exist yet: the file that holds the state until then. */
export const BOOTSTRAP_STATE_VARIABLE = "JANGADA_BOOTSTRAP_STATE";

export interface BootstrapStackProps {
  /** The environment whose file names the place of the states. */
  readonly environment: Environment;
  /** Serves that place; STATE_BACKEND_UNSERVED if it does not. */
  readonly target: PlatformTarget;
}

/** @throws JangadaError NOTHING_TO_BOOTSTRAP if the environment keeps its states elsewhere than in a bucket */
export class BootstrapStack extends TerraformStack {
  constructor(scope: Construct, { environment, target }: BootstrapStackProps) {
    const { state, facts } = environment;
    if (state.backend === "local") throw nothingToBootstrap(environment, target);
    const { bootstrap } = sharedStates(target, state, environment);
    if (!bootstrap) throw nothingToBootstrap(environment, target);
    const storage = bootstrap.storage(state, facts.region);
    super(scope, bootstrapStackName(storage));
    Target.use(this, target);
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    const { name, region, keyId, container } = storage;
    if (!this.configureLocalBackend()) bootstrap.configureBackend(this, state, { ...facts, region });
    target.configureBootstrap(this, { ...facts, region });
    const bucket = new StateBucket(this, "state-bucket", {
      bucket: name,
      region,
      account: facts.account,
      ...(keyId ? { keyId } : {}),
      ...(container ? { container } : {}),
    });
    new TerraformOutput(this, "bucket", { value: bucket.bucketName, description: "the bucket of the states" });
    new TerraformOutput(this, "key", { value: bucket.keyId, description: "the key that encrypts them" });
  }

  /** Keeps its own state in a file, if it is to. */
  private configureLocalBackend(): boolean {
    const file = process.env[BOOTSTRAP_STATE_VARIABLE];
    if (!file) return false;
    const folder = path.resolve(App.of(this).outdir, "stacks", this.node.id);
    new LocalBackend(this, { path: path.relative(folder, path.resolve(file)).split(path.sep).join("/") });
    return true;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = element instanceof Node ? element : element.node;
    return logicalId(scopes.slice(scopes.indexOf(this) + 1).map((construct) => construct.node.id));
  }
}

/** One for each bucket, not for each environment. */
export function bootstrapStackName({ name }: { readonly name: string }): string {
  return `bootstrap-${name.replaceAll(".", "-")}`;
}

function nothingToBootstrap(environment: Environment, target: PlatformTarget): JangadaError {
  const [example] = factsOf(target.name)?.stateBackends ?? [];
  return new JangadaError({
    code: "NOTHING_TO_BOOTSTRAP",
    message:
      environment.state.backend === "local"
        ? `The environment '${environment.facts.name}' keeps its states in files: there is no bucket to make.`
        : `The environment '${environment.facts.name}' keeps its states where nothing has to be made.`,
    place: { file: environment.file, path: "state", ...environment.locate("state") },
    ...(example ? { remedy: `Name one first: ${example.example}.` } : {}),
  });
}
