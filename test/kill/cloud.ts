/** The background process of the simulated clouds, which tells Terraform of the few types that the rounds need: that saves seconds. */
import { serveCloud } from "../../src/operations/cloud/serve";
import { simulatedProviders } from "../../src/providers";

const TYPES = new Set([
  "aws_vpc",
  "aws_subnet",
  "aws_internet_gateway",
  "aws_eip",
  "aws_security_group",
  "aws_kms_key",
  "aws_sqs_queue",
  "aws_secretsmanager_secret",
  "aws_secretsmanager_secret_version",
  "aws_iam_role",
  "aws_cloudwatch_log_group",
  "random_password",
]);

const controller = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => controller.abort());
void serveCloud(process.argv[2] ?? "", controller.signal, { providers: simulatedProviders, types: TYPES });
