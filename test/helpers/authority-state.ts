/** The state that the authority's stack of the environment `home` would have left, for the cluster's to read: without the provider that makes keys. */
import * as fs from "node:fs";
import * as path from "node:path";

export interface Authority {
  readonly certificateAuthority: string;
  readonly administratorCertificate: string;
  readonly administratorKey: string;
  readonly token: string;
  readonly controlPlaneFiles: Readonly<Record<string, string>>;
  readonly joinFiles: Readonly<Record<string, string>>;
}

export function writeAuthorityState(folder: string, value: Authority): void {
  const outputs = { "cluster-authority_cluster": { value, type: typeOf(value), sensitive: true } };
  const state = { version: 4, terraform_version: "1.10.0", serial: 1, lineage: "authority", outputs, resources: [] };
  fs.writeFileSync(path.join(folder, "home-authority.tfstate"), JSON.stringify(state));
}

/** As Terraform writes it beside an output's value. */
const typeOf = (one: unknown): unknown =>
  typeof one === "string"
    ? "string"
    : ["object", Object.fromEntries(Object.entries(one as object).map(([key, inner]) => [key, typeOf(inner)]))];
