/** The secrets of a cluster, as its other stacks are handed them. */
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import type { CLUSTER_AUTHORITY, ClusterAuthorityAttributes, IClusterAuthority } from "../authority-contract";
import { ClusterSecrets, type ClusterSecretsProps, type SecretFile } from "./secrets/cluster-secrets";

abstract class AuthorityBase extends Construct implements IClusterAuthority {
  public readonly sensitive = true;
  public abstract readonly attributes: ClusterAuthorityAttributes;

  public get certificateAuthority(): string {
    return this.attributes.certificateAuthority;
  }
  public get administrator(): IClusterAuthority["administrator"] {
    const { administratorCertificate: certificate, administratorKey: key } = this.attributes;
    return { certificate, key };
  }
  public get token(): string {
    return this.attributes.token;
  }
  public get controlPlaneFiles(): Readonly<Record<string, string>> {
    return this.attributes.controlPlaneFiles;
  }
  public get joinFiles(): Readonly<Record<string, string>> {
    return this.attributes.joinFiles;
  }
}

export class ClusterAuthority extends AuthorityBase {
  public readonly secrets: ClusterSecrets;

  constructor(scope: Construct, id: string, props: ClusterSecretsProps) {
    super(scope, id);
    this.secrets = new ClusterSecrets(this, "Default", props);
  }

  public get attributes(): ClusterAuthorityAttributes {
    const { certificateAuthority, administrator, token } = this.secrets;
    return {
      certificateAuthority,
      administratorCertificate: administrator.certificate.certPem,
      administratorKey: administrator.key.privateKeyPem,
      token,
      controlPlaneFiles: byPath(this.secrets.controlPlaneFiles()),
      joinFiles: byPath(this.secrets.joinFiles()),
    };
  }
}

/** One that another stack made. */
export class ImportedAuthority extends AuthorityBase {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: ClusterAuthorityAttributes,
  ) {
    super(scope, id);
  }
}

const byPath = (files: readonly SecretFile[]): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map(({ path, content }) => [path, content]));

export const clusterAuthorityImplementation: Implementation<
  ClusterSecretsProps,
  IClusterAuthority,
  typeof CLUSTER_AUTHORITY.shape
> = {
  create: (scope, id, props) => new ClusterAuthority(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ImportedAuthority(scope, id, attributes),
};
