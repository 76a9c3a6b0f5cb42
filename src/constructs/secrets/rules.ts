/** What the section `secrets` may hold. */
import { defineRules } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { namespaceProblems } from "./consumers";
import { secretsSchema } from "./section";

export const secretsRules = defineRules({
  schema: secretsSchema,
  defaults: ({ profile }) => (profile === "minimal" ? { replicas: 1 } : {}),
  check: (section, context) => [
    ...chartValueProblems("external-secrets", section.values, ["values"]),
    ...namespaceProblems(section, context),
  ],
  versions: () => [{ kind: "chart", name: "external-secrets", path: [] }],
  targets: {
    eks: () => (require("./aws/part") as typeof import("./aws/part")).awsSecretsPart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmSecretsPart,
  },
  renamed: [{ former: "encryptionKey", now: "aws.encryptionKey" }],
});
