/**
 * The Terraform and OpenTofu versions that the project's stacks run on.
 *
 * What decides the lower end is the S3 backend's `use_lockfile`: Terraform 1.10 and OpenTofu 1.10 brought it. The rest is
 * older: `moved` between any resources and `removed` (1.7), `terraform_data` (1.4), preconditions (1.2). Write-only
 * arguments (1.11) are used by PostgreSQL servers with read replicas alone: their stacks ask for as much.
 */

/** As npm's semver writes ranges. */
export const TERRAFORM_RANGE = ">=1.10.0 <2.0.0";

/** OpenTofu has its own line of versions; the two agree for now. */
export const OPENTOFU_RANGE = ">=1.10.0 <2.0.0";

/** `required_version` of every stack, in Terraform's notation. Both programs read it, each as of its own version. */
export const REQUIRED_TERRAFORM = ">= 1.10.0, < 2.0.0";

/** The same, of a stack with write-only arguments: Terraform 1.11 and OpenTofu 1.11 brought them. */
export const REQUIRED_FOR_WRITE_ONLY = ">= 1.11.0, < 2.0.0";
