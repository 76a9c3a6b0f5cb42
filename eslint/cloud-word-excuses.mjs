// Where neutral files still name clouds, and why: the one place. It is allowed to shrink only (test/lint.test.ts).
// `files` is a regular expression over the path from the project's root.
export default [
  {
    files:
      "^src/constructs/(?:[^/]+/){1,2}(?:rules|implementations|facts|section|pool-section|props|renamed|build|secrets-key)\\.ts$",
    words: ["aws", "azure", "aks", "eks", "rds", "kms", "s3"],
    reason:
      "A component names its own implementations and its blocks of each target; former keys are told with the block.",
  },
  {
    files: "^src/(?:environment/(?:file-schema|interpret)|model/target-name)\\.ts$",
    words: ["aws", "eks", "aks"],
    reason: "The names of the targets themselves; a type in examples that the schema of the file shows.",
  },
  {
    files: "^infra/main\\.ts$",
    words: ["aws", "azure", "aks", "eks"],
    reason: "The place that puts the targets of this project's own app together.",
  },
  {
    files: "^src/constructs/k8s-cluster/(?:section|renamed|check-api)\\.ts$",
    words: ["vpc", "karpenter", "aws"],
    reason: "A value of cluster.api.access and the autoscaler, which users know by these names; a scanner's rule.",
  },
  {
    files: "^src/cli/verbs/(?:cloud|drift)\\.ts$",
    words: ["aws"],
    reason: "Examples that users see, with a resource type of one target.",
  },
  {
    files: "^src/operations/(?:deploy/removals/effects|cloud/owners|drift/unmanaged)\\.ts$",
    words: ["arn"],
    reason: "An attribute that names a resource beside its id.",
  },
  {
    files: "^src/operations/(?:deps/remote-state|risk/rules/configuration)\\.ts$",
    words: ["arn", "azurerm", "s3", "msi", "kms", "dynamodb"],
    reason:
      "Arguments of Terraform's own backends, and of provider blocks: the language of Terraform, whatever the target.",
  },
  {
    files:
      "^src/rehearsal/engine/(?:check-references|formats|object-identity|diagnostic-wording)\\.ts$|^src/schemas/provider-schema\\.ts$",
    words: ["arn", "aws", "azure", "keyvault", "s3"],
    reason: "Formats that the schema files carry, how values refer to objects, and what was measured of one provider.",
  },
  {
    files: "^src/secret-scan/[^/]+\\.ts$",
    words: ["arn", "aws", "azure", "entra", "keyvault", "kms", "rds", "s3", "secretsmanager", "ssm"],
    reason:
      "Secrets are known by the forms that the clouds give them, whatever the target: a file may hold any cloud's.",
  },
  {
    files: "^src/providers/(?:helm/facts|kubernetes/api-defaults|random/pet)\\.ts$",
    words: ["aws", "azure"],
    reason: "An annotation and a field of Kubernetes' own API; a word of the random provider's list.",
  },
];
