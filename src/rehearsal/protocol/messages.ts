/**
 * The messages of Terraform's plugin protocol, versions 5 (5.9) and 6 (6.9), as protobuf descriptors: names and field
 * numbers. The two versions share all of them but the schema of an attribute and the answer to a provider validation.
 * Left out is what the rehearsal neither reads nor sends: resource identity, provider metadata, descriptions,
 * deferred actions. Protobuf skips fields that it does not know.
 */
import type { IField, IMapField, INamespace, IType } from "protobufjs";
import { Root } from "protobufjs/light";

export type ProtocolVersion = 5 | 6;

type Fields = { [name: string]: IField | IMapField };

const field = (id: number, type: string): IField => ({ id, type });
const list = (id: number, type: string): IField => ({ id, type, rule: "repeated" });
const map = (id: number, type: string): IMapField => ({ id, type, keyType: "string" });
const message = (fields: Fields, nested?: { [name: string]: IType }): IType =>
  nested ? { fields, nested } : { fields };

/** One RPC: its request and response, nested in a message of its name as in the protocol. */
const rpc = (request: Fields, response: Fields, nested: { [name: string]: IType } = {}): INamespace => ({
  nested: { Request: message(request), Response: message(response), ...nested },
});

const values: { [name: string]: IType } = {
  DynamicValue: message({ msgpack: field(1, "bytes"), json: field(2, "bytes") }),
  /** `json` is the state as the state file holds it; `flatmap` is the form of Terraform before 0.12. */
  RawState: message({ json: field(1, "bytes"), flatmap: map(2, "string") }),
  AttributePath: message(
    { steps: list(1, "Step") },
    {
      Step: {
        fields: {
          attribute_name: field(1, "string"),
          element_key_string: field(2, "string"),
          element_key_int: field(3, "int64"),
        },
        oneofs: { selector: { oneof: ["attribute_name", "element_key_string", "element_key_int"] } },
      },
    },
  ),
  Diagnostic: message({
    severity: field(1, "int32"),
    summary: field(2, "string"),
    detail: field(3, "string"),
    attribute: field(4, "AttributePath"),
  }),
  FunctionError: message({ text: field(1, "string"), function_argument: field(2, "int64") }),
};

const attribute: Fields = {
  name: field(1, "string"),
  type: field(2, "bytes"),
  required: field(4, "bool"),
  optional: field(5, "bool"),
  computed: field(6, "bool"),
  sensitive: field(7, "bool"),
  deprecated: field(9, "bool"),
};

function schemas(version: ProtocolVersion): { [name: string]: IType } {
  const nested: { [name: string]: IType } = {
    Block: message({
      version: field(1, "int64"),
      attributes: list(2, "Attribute"),
      block_types: list(3, "NestedBlock"),
      deprecated: field(6, "bool"),
    }),
    Attribute: message(
      version === 5
        ? { ...attribute, write_only: field(10, "bool") }
        : { ...attribute, nested_type: field(10, "Object"), write_only: field(11, "bool") },
    ),
    NestedBlock: message({
      type_name: field(1, "string"),
      block: field(2, "Block"),
      nesting: field(3, "int32"),
      min_items: field(4, "int64"),
      max_items: field(5, "int64"),
    }),
  };
  if (version === 6) nested["Object"] = message({ attributes: list(1, "Attribute"), nesting: field(3, "int32") });
  return {
    Schema: message({ version: field(1, "int64"), block: field(2, "Block") }, nested),
    Function: message(
      { parameters: list(1, "Parameter"), variadic_parameter: field(2, "Parameter"), return: field(3, "Return") },
      {
        Parameter: message({
          name: field(1, "string"),
          type: field(2, "bytes"),
          allow_null_value: field(3, "bool"),
          allow_unknown_values: field(4, "bool"),
        }),
        Return: message({ type: field(1, "bytes") }),
      },
    ),
    ServerCapabilities: message({
      plan_destroy: field(1, "bool"),
      get_provider_schema_optional: field(2, "bool"),
      move_resource_state: field(3, "bool"),
    }),
  };
}

const diagnosticsOnly: Fields = { diagnostics: list(1, "Diagnostic") };
const typed: Fields = { type_name: field(1, "string"), config: field(2, "DynamicValue") };

function rpcs(version: ProtocolVersion): { [name: string]: INamespace } {
  return {
    GetProviderSchema: rpc(
      {},
      {
        provider: field(1, "Schema"),
        resource_schemas: map(2, "Schema"),
        data_source_schemas: map(3, "Schema"),
        diagnostics: list(4, "Diagnostic"),
        server_capabilities: field(6, "ServerCapabilities"),
        functions: map(7, "Function"),
        ephemeral_resource_schemas: map(8, "Schema"),
      },
    ),
    ValidateProvider: rpc(
      { config: field(1, "DynamicValue") },
      version === 5
        ? { prepared_config: field(1, "DynamicValue"), diagnostics: list(2, "Diagnostic") }
        : { diagnostics: list(2, "Diagnostic") },
    ),
    Configure: rpc({ terraform_version: field(1, "string"), config: field(2, "DynamicValue") }, diagnosticsOnly),
    ValidateResource: rpc(typed, diagnosticsOnly),
    ValidateDataSource: rpc(typed, diagnosticsOnly),
    UpgradeResourceState: rpc(
      { type_name: field(1, "string"), version: field(2, "int64"), raw_state: field(3, "RawState") },
      { upgraded_state: field(1, "DynamicValue"), diagnostics: list(2, "Diagnostic") },
    ),
    ReadResource: rpc(
      { type_name: field(1, "string"), current_state: field(2, "DynamicValue"), private: field(3, "bytes") },
      { new_state: field(1, "DynamicValue"), diagnostics: list(2, "Diagnostic"), private: field(3, "bytes") },
    ),
    PlanResourceChange: rpc(
      {
        type_name: field(1, "string"),
        prior_state: field(2, "DynamicValue"),
        proposed_new_state: field(3, "DynamicValue"),
        config: field(4, "DynamicValue"),
        prior_private: field(5, "bytes"),
      },
      {
        planned_state: field(1, "DynamicValue"),
        requires_replace: list(2, "AttributePath"),
        planned_private: field(3, "bytes"),
        diagnostics: list(4, "Diagnostic"),
        legacy_type_system: field(5, "bool"),
      },
    ),
    ApplyResourceChange: rpc(
      {
        type_name: field(1, "string"),
        prior_state: field(2, "DynamicValue"),
        planned_state: field(3, "DynamicValue"),
        config: field(4, "DynamicValue"),
        planned_private: field(5, "bytes"),
      },
      {
        new_state: field(1, "DynamicValue"),
        private: field(2, "bytes"),
        diagnostics: list(3, "Diagnostic"),
        legacy_type_system: field(4, "bool"),
      },
    ),
    ImportResourceState: rpc(
      { type_name: field(1, "string"), id: field(2, "string") },
      { imported_resources: list(1, "ImportedResource"), diagnostics: list(2, "Diagnostic") },
      {
        ImportedResource: message({
          type_name: field(1, "string"),
          state: field(2, "DynamicValue"),
          private: field(3, "bytes"),
        }),
      },
    ),
    MoveResourceState: rpc(
      {
        source_provider_address: field(1, "string"),
        source_type_name: field(2, "string"),
        source_schema_version: field(3, "int64"),
        source_state: field(4, "RawState"),
        target_type_name: field(5, "string"),
        source_private: field(6, "bytes"),
      },
      {
        target_state: field(1, "DynamicValue"),
        diagnostics: list(2, "Diagnostic"),
        target_private: field(3, "bytes"),
      },
    ),
    ReadDataSource: rpc(typed, { state: field(1, "DynamicValue"), diagnostics: list(2, "Diagnostic") }),
    ValidateEphemeral: rpc(typed, diagnosticsOnly),
    OpenEphemeral: rpc(typed, { diagnostics: list(1, "Diagnostic"), result: field(3, "DynamicValue") }),
    RenewEphemeral: rpc({ type_name: field(1, "string"), private: field(2, "bytes") }, diagnosticsOnly),
    CloseEphemeral: rpc({ type_name: field(1, "string"), private: field(2, "bytes") }, diagnosticsOnly),
    GetFunctions: rpc({}, { functions: map(1, "Function"), diagnostics: list(2, "Diagnostic") }),
    CallFunction: rpc(
      { name: field(1, "string"), arguments: list(2, "DynamicValue") },
      { result: field(1, "DynamicValue"), error: field(2, "FunctionError") },
    ),
    Stop: rpc({}, { Error: field(1, "string") }),
  };
}

const roots = new Map<ProtocolVersion, Root>();

/** Every message of one version of the protocol. */
export function messages(version: ProtocolVersion): Root {
  let root = roots.get(version);
  if (!root) {
    root = Root.fromJSON({ nested: { ...values, ...schemas(version), ...rpcs(version) } });
    roots.set(version, root);
  }
  return root;
}
