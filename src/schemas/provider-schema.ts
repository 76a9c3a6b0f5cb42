/** The form of the schema files under `assets/schemas` (their README describes every field). */
import type { CtyType } from "./cty";

export interface ProviderSchemaFile {
  /** Short name: `tls`, `helm`, … */
  readonly provider: string;
  readonly version: string;
  /** Whether it holds only some of the provider's types. @default false */
  readonly partial?: boolean;
  readonly config: BlockSchema;
  readonly resources: { readonly [type: string]: ResourceSchema };
  readonly dataSources: { readonly [type: string]: BlockSchema };
  readonly ephemeral?: { readonly [type: string]: BlockSchema };
  readonly functions?: readonly string[];
}

export interface BlockSchema {
  readonly attributes: { readonly [name: string]: AttributeSchema };
  readonly blocks: { readonly [name: string]: NestedBlockSchema };
}

export interface NestedBlockSchema {
  readonly nesting: "list" | "set" | "single" | "map" | "group";
  readonly min?: number;
  readonly max?: number;
  readonly block: BlockSchema;
}

export interface AttributeSchema {
  readonly type?: CtyType;
  /** Instead of `type`: a nested attribute (protocol 6 only). */
  readonly nested?: {
    readonly nesting: "list" | "set" | "single" | "map";
    readonly attributes: { readonly [name: string]: AttributeSchema };
  };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: boolean;
  readonly allow?: Allowed;
  readonly default?: unknown;
}

export interface Allowed {
  readonly oneOf?: readonly (string | number)[];
  /** Of `oneOf`: whether upper and lower case are the same. @default false */
  readonly ignoreCase?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?:
    "cidr" | "ip" | "arn" | "json" | "uuid" | "rfc3339" | "url" | "base64" | "azureId" | "keyVaultKeyId";
  /** A regular expression in Go's syntax. */
  readonly pattern?: string;
}

export interface ResourceSchema extends BlockSchema {
  /** Schema version of the resource's state. */
  readonly version: number;
  /** Written with the older plugin SDK: plans and applies carry the legacy flag. */
  readonly legacy?: boolean;
  /** Dotted paths whose change asks for a replacement. */
  readonly replaceOn?: readonly string[];
  readonly replaceUnknown?: boolean;
  readonly conflicts?: readonly (readonly string[])[];
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly atLeastOneOf?: readonly (readonly string[])[];
  readonly requiredWith?: readonly (readonly string[])[];
}
