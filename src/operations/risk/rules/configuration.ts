/** What no plan shows: guards, places of states, pins, identities, commands. Their types are those of the review's blocks. */
import type { Facts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";

const CONFIGURE = ["configure"] as const;
const BACKEND = ["terraform_backend"];
const PROVIDER = ["provider_configuration"];
const PINS = ["terraform_provider"];

/** How to get at a state, which stays where it is. Whatever else a backend is told decides which state it is. */
const ACCESS = [
  ...["profile", "role_arn", "assume_role", "assume_role_with_web_identity", "session_name", "external_id"],
  ...["access_key", "secret_key", "token", "sas_token", "credentials", "username", "password", "conn_str", "client_id"],
  ...["client_secret", "client_certificate_path", "use_oidc", "use_msi", "use_azuread_auth", "use_cli"],
  ...["access_token", "impersonate_service_account", "shared_credentials_file", "shared_credentials_files"],
  ...[
    "shared_config_files",
    "encrypt",
    "kms_key_id",
    "kms_encryption_key",
    "encryption_key",
    "sse_customer_key",
    "acl",
  ],
  ...["dynamodb_table", "use_lockfile", "lock_address", "lock_method", "unlock_address", "unlock_method"],
  ...["max_retries", "retry_mode", "retry_max", "retry_wait_min", "retry_wait_max", "skip_credentials_validation"],
  ...["skip_metadata_api_check", "skip_region_validation", "skip_requesting_account_id", "skip_s3_checksum"],
  ...["allowed_account_ids", "forbidden_account_ids", "use_path_style", "http_proxy", "https_proxy", "no_proxy"],
];

/** Where a provider works. What it made elsewhere is not found there. */
const WORKPLACE = [
  ...["region", "project", "zone", "subscription_id", "tenant_id", "environment", "url", "address", "endpoint"],
  ...["host", "config_path", "config_paths", "config_context", "config_context_cluster"],
  ...["kubernetes.host", "kubernetes.config_path", "kubernetes.config_paths", "kubernetes.config_context"],
];

/** As whom a provider works. */
const IDENTITY = [
  ...["assume_role", "assume_role_with_web_identity", "profile", "role_arn", "client_id", "use_msi", "use_oidc"],
  ...["impersonate_service_account", "config_context_user", "config_context_auth_info", "exec", "kubernetes.exec"],
  ...["access_key", "token", "username", "client_certificate", "kubernetes.token", "kubernetes.client_certificate"],
  ...["shared_credentials_files", "shared_config_files", "credentials"],
];

/** Checks that a provider makes, by the settings that leave them out. */
const UNCHECKED = [
  ...[
    "insecure",
    "skip_tls_verify",
    "insecure_skip_verify",
    "skip_credentials_validation",
    "skip_requesting_account_id",
  ],
  ...["skip_region_validation", "kubernetes.insecure", "skip_provider_registration"],
];

/** Names of arguments that keep data, or keep others out. */
const KEEPS_DATA = "deletion_protection|prevent|backup|snapshot|retention|versioning|force_destroy|replicat";
const KEEPS_OUT =
  "^all$|polic|role|permission|principal|cidr|ingress|egress|security_group|public|acl|encrypt|kms|tls|ssl|certificate|logging|audit|auth|password|secret|allow|source_ranges";

const ENCRYPTION = ["encrypt", "kms_key_id", "kms_encryption_key", "encryption_key", "sse_customer_key"];
const CERTIFICATES = ["cluster_ca_certificate", "kubernetes.cluster_ca_certificate", "ca_cert_pem"];
const COMMANDS = ["command", "inline", "script", "scripts", "interpreter", "source", "content", "destination"];
const CONDITION_PLACES = ["lifecycle.precondition", "lifecycle.postcondition", "precondition", "validation", "assert"];

export function configurationRules({
  holdsData,
  readsFrom,
}: Pick<Facts, "holdsData" | "readsFrom">): readonly RiskRule[] {
  const holding = Object.keys(holdsData);
  return [
    {
      id: "data-loss/destroy-allowed",
      risk: "data-loss",
      types: holding,
      actions: CONFIGURE,
      when: [{ path: "lifecycle.prevent_destroy", is: "removed" }],
      reason: "Terraform no longer refuses to destroy it, and it holds {holds}.",
    },
    {
      id: "downtime/destroy-allowed",
      risk: "downtime",
      exceptTypes: holding,
      actions: CONFIGURE,
      when: [{ path: "lifecycle.prevent_destroy", is: "removed" }],
      reason: "Terraform no longer refuses to destroy it.",
    },
    {
      id: "downtime/destroy-first",
      risk: "downtime",
      actions: CONFIGURE,
      when: [{ path: "lifecycle.create_before_destroy", is: "removed" }],
      reason: "When it has to be replaced, the old one now goes before the new one is there.",
    },
    {
      id: "data-loss/guards-ignored",
      risk: "data-loss",
      actions: CONFIGURE,
      when: [{ path: "lifecycle.ignore_changes", gains: KEEPS_DATA }],
      reason: "What is written of {after} does nothing from now on, and what is changed of it outside stays.",
    },
    {
      id: "exposure/guards-ignored",
      risk: "exposure",
      actions: CONFIGURE,
      when: [{ path: "lifecycle.ignore_changes", gains: KEEPS_OUT }],
      reason: "What is written of {after} does nothing from now on, and what is opened of it outside stays open.",
    },
    {
      id: "data-loss/replaced-along",
      risk: "data-loss",
      types: holding,
      actions: CONFIGURE,
      when: [{ path: "lifecycle.replace_triggered_by", is: "gaining" }],
      reason: "It is replaced by an empty one whenever {after} changes, and holds {holds}.",
    },
    {
      id: "downtime/replaced-along",
      risk: "downtime",
      exceptTypes: holding,
      actions: CONFIGURE,
      when: [{ path: "lifecycle.replace_triggered_by", is: "gaining" }],
      reason: "It is replaced whenever {after} changes.",
    },
    {
      id: "exposure/condition-gone",
      risk: "exposure",
      actions: CONFIGURE,
      when: [{ anyOf: CONDITION_PLACES, is: "fewer" }],
      reason: "A condition that stopped what must not be is no longer checked.",
    },
    {
      id: "exposure/command",
      risk: "exposure",
      actions: CONFIGURE,
      when: [{ anyOf: COMMANDS.map((key) => `provisioner.${key}`), is: "gaining" }],
      reason: "With the rights of whoever applies, this is run from now on: {after}.",
    },
    {
      id: "data-loss/other-provider",
      risk: "data-loss",
      types: holding,
      actions: CONFIGURE,
      when: [{ anyOf: ["provider"], is: "different" }],
      reason:
        "It is looked for through another provider ({before} → {after}): in another account or region it is made anew, and holds {holds}.",
    },
    {
      id: "downtime/other-provider",
      risk: "downtime",
      exceptTypes: holding,
      actions: CONFIGURE,
      when: [{ anyOf: ["provider"], is: "different" }],
      reason:
        "It is looked for through another provider ({before} → {after}): in another account or region it is made anew.",
    },
    {
      id: "data-loss/rename-forgotten",
      risk: "data-loss",
      types: holding,
      actions: CONFIGURE,
      when: [{ path: "moved.from", is: "removed" }],
      reason: "Where the renaming from {before} is not applied yet, it is destroyed and made anew; it holds {holds}.",
    },
    {
      id: "data-loss/state-elsewhere",
      risk: "data-loss",
      types: BACKEND,
      actions: CONFIGURE,
      when: [{ except: ACCESS, is: "different" }],
      reason:
        "Terraform looks for the state elsewhere ({before} → {after}). What was not taken there counts as not existing: it is made anew, and what is there is in no state.",
      source: "https://developer.hashicorp.com/terraform/language/backend#change-configuration",
    },
    {
      id: "exposure/state-unencrypted",
      risk: "exposure",
      types: BACKEND,
      actions: CONFIGURE,
      when: [{ anyOf: ENCRYPTION, is: "removed" }],
      reason: "The state, which holds secrets, is no longer written with this encryption.",
    },
    {
      id: "data-loss/state-unlocked",
      risk: "data-loss",
      types: BACKEND,
      actions: CONFIGURE,
      when: [{ anyOf: ["use_lockfile", "dynamodb_table"], is: "removed" }],
      unless: [{ path: "use_lockfile", will: [true] }],
      reason: "Two runs at a time can write the state, and what one of them made is then in none.",
    },
    {
      id: "exposure/account-guard-gone",
      risk: "exposure",
      types: [...PROVIDER, ...BACKEND],
      actions: CONFIGURE,
      when: [{ anyOf: ["allowed_account_ids", "forbidden_account_ids"], is: "removed" }],
      reason: "The credentials of any account are taken: what is meant for one can be deployed into another.",
    },
    {
      id: "exposure/account-allowed",
      risk: "exposure",
      types: [...PROVIDER, ...BACKEND],
      actions: CONFIGURE,
      when: [
        { path: "allowed_account_ids", is: "gaining" },
        { path: "allowed_account_ids", is: "changed" },
      ],
      reason: "It can be deployed into another account: {after}.",
    },
    {
      id: "data-loss/works-elsewhere",
      risk: "data-loss",
      types: PROVIDER,
      actions: CONFIGURE,
      when: [{ anyOf: WORKPLACE, is: "different" }],
      reason:
        "Terraform works somewhere else ({before} → {after}). What it made before is not found there, and is made anew.",
    },
    {
      id: "exposure/other-identity",
      risk: "exposure",
      types: [...PROVIDER, ...BACKEND],
      actions: CONFIGURE,
      when: [{ anyOf: IDENTITY, is: "different" }],
      reason: "Terraform acts as somebody else ({before} → {after}).",
    },
    {
      id: "exposure/other-endpoints",
      risk: "exposure",
      types: [...PROVIDER, ...BACKEND],
      actions: CONFIGURE,
      when: [{ anyOf: ["endpoints", "endpoint", "http_proxy", "https_proxy", "proxy_url"], is: "different" }],
      reason: "Requests, with their credentials, go elsewhere ({before} → {after}).",
    },
    {
      id: "exposure/provider-unchecked",
      risk: "exposure",
      types: [...PROVIDER, ...BACKEND],
      actions: CONFIGURE,
      when: [{ anyOf: UNCHECKED, is: "switched-on" }],
      reason: "A check of whom it talks to, or as whom, is left out.",
    },
    {
      id: "exposure/provider-unverified",
      risk: "exposure",
      types: [...PROVIDER, ...Object.keys(readsFrom)],
      actions: CONFIGURE,
      when: [{ anyOf: CERTIFICATES, is: "removed" }],
      reason: "Who answers is no longer verified by this certificate.",
    },
    {
      id: "exposure/other-publisher",
      risk: "exposure",
      types: PINS,
      actions: CONFIGURE,
      when: [
        { anyOf: ["source"], is: "different" },
        { path: "source", is: "changed" },
      ],
      reason: "The provider is somebody else's ({before} → {after}), and runs with every credential.",
    },
    {
      id: "downtime/unpinned",
      risk: "downtime",
      types: [...PINS, "terraform_version"],
      actions: CONFIGURE,
      when: [{ path: "version", is: "removed" }],
      reason: "No version is asked for any more: the next run takes whichever is the newest, or at hand.",
    },
    {
      id: "downtime/loosely-pinned",
      risk: "downtime",
      types: PINS,
      actions: CONFIGURE,
      when: [
        { path: "version", gains: "[<>~*,]|!=" },
        { path: "version", is: "changed" },
      ],
      reason: "Another version than the one that was tried can be taken ({before} → {after}).",
    },
    {
      id: "exposure/no-longer-sensitive",
      risk: "exposure",
      types: ["output", "variable"],
      actions: CONFIGURE,
      when: [{ path: "sensitive", is: "removed" }],
      reason: "Its value is shown from now on: in plans, in logs, and to whoever reads the outputs.",
    },
    {
      id: "downtime/reads-elsewhere",
      risk: "downtime",
      types: ["terraform_remote_state"],
      actions: CONFIGURE,
      when: [{ anyOf: ["backend", "config", "workspace"], is: "different" }],
      reason: "What it reads of another stack comes from another state.",
    },
    {
      id: "exposure/other-code",
      risk: "exposure",
      types: ["module"],
      actions: CONFIGURE,
      when: [{ path: "source", is: "changed" }],
      reason: "The module is taken from elsewhere ({before} → {after}).",
    },
  ];
}
