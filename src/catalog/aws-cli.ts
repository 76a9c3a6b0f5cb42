/** Carries AWS's command line and bash: with it a Job sets passwords that no state is to hold. */
export const AWS_CLI_IMAGE = {
  repository: "public.ecr.aws/aws-cli/aws-cli",
  // renovate: datasource=docker depName=public.ecr.aws/aws-cli/aws-cli
  tag: "2.31.10",
} as const;
