/** What a simulated provider does, in decoded terms: the protocol server translates between this and the wire. */
import type { ProviderSchemaFile } from "../../schemas/provider-schema";
import type { Value, ValueObject } from "./value";

/** A step into a value: an attribute, or a key or index of a collection. */
export type PathStep = { readonly attribute: string } | { readonly key: string } | { readonly index: number };

export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** One line, in the provider's own words. */
  readonly summary: string;
  readonly detail?: string;
  readonly path?: readonly PathStep[];
}

/** One connection of one Terraform process: a provider instance with its configuration. */
export interface Session {
  /** Stays the same as long as the connection. */
  readonly id: string;
  /** The provider configuration, once `configure` was called on this connection. */
  config?: ValueObject;
  /** Aborted when Terraform asks the provider to stop, or goes away: a slow operation should give up. */
  readonly signal?: AbortSignal;
}

export interface PlanRequest {
  readonly type: string;
  /** Null on create. */
  readonly prior: ValueObject | null;
  /** Terraform's own merge of configuration and prior state; null on destroy. */
  readonly proposed: ValueObject | null;
  readonly config: ValueObject | null;
  readonly priorPrivate: Uint8Array;
}

export interface PlanResponse {
  readonly planned: ValueObject | null;
  readonly requiresReplace?: readonly (readonly PathStep[])[];
  readonly plannedPrivate?: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ApplyRequest {
  readonly type: string;
  readonly prior: ValueObject | null;
  readonly planned: ValueObject | null;
  readonly config: ValueObject | null;
  readonly plannedPrivate: Uint8Array;
}

export interface ApplyResponse {
  readonly state: ValueObject | null;
  readonly private?: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportedResource {
  readonly type: string;
  readonly state: ValueObject;
}

export interface ProviderHandlers {
  /** Short name: `tls`, `helm`, … */
  readonly name: string;
  /** The plugin protocol it is served on. */
  readonly protocol: 5 | 6;
  readonly schema: ProviderSchemaFile;

  validateProvider(config: ValueObject): readonly Diagnostic[];
  configure(session: Session, config: ValueObject): Promise<readonly Diagnostic[]>;
  validateResource(type: string, config: ValueObject): readonly Diagnostic[];
  validateDataSource(type: string, config: ValueObject): readonly Diagnostic[];
  /** Brings state of an older schema version (JSON, as in the state file) to today's form. */
  upgradeState(
    type: string,
    version: number,
    state: unknown,
  ): { state: ValueObject | null; diagnostics: readonly Diagnostic[] };
  plan(session: Session, request: PlanRequest): Promise<PlanResponse>;
  apply(session: Session, request: ApplyRequest): Promise<ApplyResponse>;
  read(session: Session, type: string, current: ValueObject): Promise<ApplyResponse>;
  importState(
    session: Session,
    type: string,
    id: string,
  ): Promise<{ imported: readonly ImportedResource[]; diagnostics: readonly Diagnostic[] }>;
  /** A `moved` block from a resource of another type. */
  moveState(
    session: Session,
    sourceType: string,
    targetType: string,
    state: unknown,
  ): { state: ValueObject | null; diagnostics: readonly Diagnostic[] };
  /** Resources that live for one command and are put nowhere. @default none is simulated */
  readonly ephemeral?: {
    simulates(type: string): boolean;
    open(
      session: Session,
      type: string,
      config: ValueObject,
    ): Promise<{ result: Value; diagnostics: readonly Diagnostic[] }>;
  };
  readDataSource(
    session: Session,
    type: string,
    config: ValueObject,
  ): Promise<{ state: Value; diagnostics: readonly Diagnostic[] }>;
}
