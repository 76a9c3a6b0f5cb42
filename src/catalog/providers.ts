/**
 * The Terraform providers, pinned exactly: to the versions that the installed CDKTF bindings were generated from, and whose
 * schemas the rehearsal serves. Raising one means raising the binding and the recorded schema with it.
 */
export interface ProviderPin {
  /** Address in the Terraform and OpenTofu registries. */
  readonly source: string;
  readonly version: string;
  /** The npm package of its bindings. */
  readonly binding: string;
}

export const PROVIDERS = {
  aws: { source: "hashicorp/aws", version: "6.25.0", binding: "@cdktf/provider-aws" },
  azurerm: { source: "hashicorp/azurerm", version: "4.55.0", binding: "@cdktf/provider-azurerm" },
  helm: { source: "hashicorp/helm", version: "3.1.1", binding: "@cdktf/provider-helm" },
  kubernetes: { source: "hashicorp/kubernetes", version: "2.38.0", binding: "@cdktf/provider-kubernetes" },
  random: { source: "hashicorp/random", version: "3.7.2", binding: "@cdktf/provider-random" },
  tls: { source: "hashicorp/tls", version: "4.1.0", binding: "@cdktf/provider-tls" },
} as const satisfies { readonly [name: string]: ProviderPin };

export type ProviderName = keyof typeof PROVIDERS;
