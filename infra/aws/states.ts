/** States in S3, in Terraform's words. */
import { DataTerraformRemoteStateS3, S3Backend } from "cdktf";
import type { SharedState, SharedStates, StateOwner } from "../modules/shared-states";

type S3State = Extract<SharedState, { readonly backend: "s3" }>;

/** The key of the state of the stack that makes the bucket. */
const OWN_KEY = "jangada-bootstrap/terraform.tfstate";

export const s3States: SharedStates<S3State> = {
  configureBackend: (stack, state, owner) => locked(new S3Backend(stack, configuration(state, owner))),
  read: (stack, id, state, owner) => new DataTerraformRemoteStateS3(stack, id, configuration(state, owner)),
  bootstrap: {
    storage: (state, region) => ({
      name: state.bucket,
      region: state.region ?? region,
      ...(state.kmsKey ? { keyId: state.kmsKey } : {}),
    }),
    configureBackend: (stack, { bucket }, { region }) => locked(new S3Backend(stack, { bucket, key: OWN_KEY, region })),
  },
};

/** By an object beside the state (Terraform 1.10, OpenTofu 1.10); the frozen cdktf does not know the argument yet. */
function locked(backend: S3Backend): void {
  backend.addOverride("use_lockfile", true);
}

/** The key of a stack's state in its bucket. */
export function stateKey({ prefix }: S3State, stackName: string): string {
  return `${prefix ? `${prefix.replace(/\/+$/, "")}/` : ""}${stackName}/terraform.tfstate`;
}

function configuration(state: S3State, { stackName, region }: StateOwner) {
  return {
    bucket: state.bucket,
    key: stateKey(state, stackName),
    region: state.region ?? region,
    // Without a key, `encrypt` would ask for S3's own (AES256), and so pass over the key that the bucket encrypts with.
    ...(state.kmsKey ? { encrypt: true, kmsKeyId: state.kmsKey } : {}),
  };
}
