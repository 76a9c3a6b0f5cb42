/** Where a stack's state is, and how another stack reads its outputs. */
import * as path from "node:path";
import {
  App,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { StateBackend } from "../../src/environment/environment";

/**
 * Set by `jangada rehearse` and `jangada cloud env`: every state goes into this folder, whatever backend the file names.
 * Rehearsed state never meets real state.
 */
export const STATE_DIRECTORY_VARIABLE = "JANGADA_STATE_DIRECTORY";

/** The state file of a stack, where its state is a file: absolute; undefined where it is remote. */
export function stateFile(backend: StateBackend, stackName: string): string | undefined {
  const rehearsal = process.env[STATE_DIRECTORY_VARIABLE];
  if (rehearsal) return path.resolve(rehearsal, `${stackName}.tfstate`);
  if (backend.backend === "local") return path.resolve(backend.path ?? ".", `terraform.${stackName}.tfstate`);
  return undefined;
}

/** The key of a stack's state in its bucket. */
export function stateKey(backend: Extract<StateBackend, { backend: "s3" }>, stackName: string): string {
  return `${backend.prefix ? `${backend.prefix.replace(/\/+$/, "")}/` : ""}${stackName}/terraform.tfstate`;
}

export function writeStateTo(stack: TerraformStack, stackName: string, backend: StateBackend, region: string): void {
  const file = stateFile(backend, stackName);
  if (file) {
    new LocalBackend(stack, { path: shownTo(stack, stackName, file, backend) });
  } else if (backend.backend === "s3") {
    const s3 = new S3Backend(stack, s3Configuration(backend, stackName, region));
    // The lock is an object beside the state (Terraform 1.10, OpenTofu 1.10); the DynamoDB table is deprecated. The frozen
    // cdktf does not know the argument yet.
    s3.addOverride("use_lockfile", true);
  }
}

/** Reads the outputs of `upstream` from `stack`. */
export function readStateOf(
  stack: TerraformStack,
  stackName: string,
  upstream: string,
  id: string,
  backend: StateBackend,
  region: string,
): TerraformRemoteState {
  const file = stateFile(backend, upstream);
  if (file) return new DataTerraformRemoteStateLocal(stack, id, { path: shownTo(stack, stackName, file, backend) });
  if (backend.backend === "s3") {
    return new DataTerraformRemoteStateS3(stack, id, s3Configuration(backend, upstream, region));
  }
  throw new Error(`unreachable: backend ${JSON.stringify(backend)}`);
}

function s3Configuration(backend: Extract<StateBackend, { backend: "s3" }>, stackName: string, region: string) {
  return {
    bucket: backend.bucket,
    key: stateKey(backend, stackName),
    region: backend.region ?? region,
    // Without a key, `encrypt` would ask for S3's own (AES256), and so pass over the key that the bucket encrypts with.
    ...(backend.kmsKey ? { encrypt: true, kmsKeyId: backend.kmsKey } : {}),
  };
}

/**
 * Terraform runs in `cdktf.out/stacks/<stack>`; a path relative to it is the same in every checkout. What is named as an absolute
 * path, outside of the checkout, stays one: a saved plan takes its backend along, and in a checkout of another depth the
 * state would be written elsewhere.
 */
function shownTo(stack: TerraformStack, stackName: string, file: string, backend: StateBackend): string {
  const named = process.env[STATE_DIRECTORY_VARIABLE] || (backend.backend === "local" ? backend.path : undefined);
  if (named !== undefined && path.isAbsolute(named)) return file;
  const outdir = path.resolve(App.of(stack).outdir, "stacks", stackName);
  return path.relative(outdir, file).split(path.sep).join("/");
}
