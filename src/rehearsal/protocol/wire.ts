/** The messages' types as TypeScript sees them, after decoding and before encoding. Fields left out keep protobuf's default. */

export interface WireValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export interface WireRawState {
  readonly json?: Uint8Array;
  readonly flatmap?: { readonly [key: string]: string };
}

export interface WireStep {
  readonly attribute_name?: string;
  readonly element_key_string?: string;
  readonly element_key_int?: number;
}

export interface WirePath {
  readonly steps: readonly WireStep[];
}

export interface WireDiagnostic {
  readonly severity: number;
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: WirePath;
}

export interface ConfigRequest {
  readonly config?: WireValue | null;
}

export interface TypedRequest {
  readonly type_name: string;
  readonly config?: WireValue | null;
}

export interface UpgradeRequest {
  readonly type_name: string;
  readonly version: number;
  readonly raw_state?: WireRawState | null;
}

export interface ReadRequest {
  readonly type_name: string;
  readonly current_state?: WireValue | null;
  readonly private: Uint8Array;
}

export interface PlanWireRequest {
  readonly type_name: string;
  readonly prior_state?: WireValue | null;
  readonly proposed_new_state?: WireValue | null;
  readonly config?: WireValue | null;
  readonly prior_private: Uint8Array;
}

export interface ApplyWireRequest {
  readonly type_name: string;
  readonly prior_state?: WireValue | null;
  readonly planned_state?: WireValue | null;
  readonly config?: WireValue | null;
  readonly planned_private: Uint8Array;
}

export interface ImportRequest {
  readonly type_name: string;
  readonly id: string;
}

export interface MoveRequest {
  readonly source_type_name: string;
  readonly source_state?: WireRawState | null;
  readonly target_type_name: string;
  readonly source_private: Uint8Array;
}

export interface FunctionRequest {
  readonly name: string;
}

/** A provider schema, on its way to Terraform. */
export interface WireAttribute {
  readonly name: string;
  readonly type?: Uint8Array;
  readonly nested_type?: { readonly attributes: readonly WireAttribute[]; readonly nesting: number };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

export interface WireBlock {
  readonly attributes: readonly WireAttribute[];
  readonly block_types: readonly WireNestedBlock[];
}

export interface WireNestedBlock {
  readonly type_name: string;
  readonly block: WireBlock;
  readonly nesting: number;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface WireSchema {
  readonly version?: number;
  readonly block: WireBlock;
}
