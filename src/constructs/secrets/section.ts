/** `secrets` in the environment file: the operator that brings secrets from the cloud's store into the cluster. */
import { z } from "zod";
import { awsSecretsBlock } from "./aws/section";
import { kubeadmSecretsBlock } from "./kubeadm/section";

/** A DNS label (RFC 1123), as Kubernetes asks of a namespace's name. */
const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Below a namespace's path, with characters that every store takes or that can be written otherwise. */
const SECRET_NAME = /^(?=.{1,200}$)[A-Za-z0-9_+=.@-]+(\/[A-Za-z0-9_+=.@-]+)*$/;

const consumingNamespace = z.strictObject({
  name: z
    .string()
    .regex(DNS_LABEL, "A namespace's name: a-z, 0-9 and hyphens within, 63 characters at most.")
    .describe("Name of the namespace. Its store is called so, and holds <environment>/namespaces/<name>/."),
  secrets: z
    .array(
      z
        .string()
        .regex(
          SECRET_NAME,
          "Words of A-Z, a-z, 0-9 and _+=.@-, joined by slashes, such as 'stripe/api-key'; 200 characters at most.",
        ),
    )
    .default([])
    .describe(
      "Names of its own secrets below <environment>/namespaces/<name>/, which it reads and writes. Where the cloud's store knows no paths, it reaches these alone; elsewhere everything below.",
    ),
  rabbitmq: z
    .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "Write it as <broker>/<service>."))
    .default([])
    .describe(
      "Services of `rabbitmq` whose connection secrets it reads, as <broker>/<service>, in place of the namespace of their name.",
    ),
  redis: z
    .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "Write it as <cache>/<service>."))
    .default([])
    .describe(
      "Services of `redis` whose connection secrets it reads, as <cache>/<service>, in place of the namespace of their name.",
    ),
  databases: z
    .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "Write it as <server>/<service>."))
    .default([])
    .describe(
      "Services whose connection secrets it reads, as <server>/<service>, in place of the namespace of their name.",
    ),
});

export const secretsSchema = z
  .strictObject({
    replicas: z
      .number()
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe("Copies of the operator. Default: 2, in the profile minimal 1."),
    namespaces: z
      .array(consumingNamespace)
      .default([])
      .describe(
        "Namespaces that read secrets, each through stores that are open to it alone. A database's service that none of them lists is open to the namespace of its name.",
      ),
    values: z
      .record(z.string(), z.unknown())
      .default({})
      .describe("Values of the chart external-secrets, merged last. Unknown keys are refused."),
    aws: awsSecretsBlock,
    kubeadm: kubeadmSecretsBlock,
  })
  .describe("External Secrets Operator and its store: the way of secrets from the cloud into the cluster.");

export type SecretsSection = z.output<typeof secretsSchema>;
