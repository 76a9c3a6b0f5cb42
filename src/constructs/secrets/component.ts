/** `secrets`: the environment's own key in the tier `data`, which outlives the cluster; the operator and its store in `platform`. */
import { defineComponent } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { awsSecretsPart } from "./aws/part";
import { namespaceProblems } from "./consumers";
import { secretsSchema } from "./section";

export const secretsComponent = defineComponent({
  name: "secrets",
  schema: secretsSchema,
  defaults: ({ profile }) => (profile === "minimal" ? { replicas: 1 } : {}),
  check: (section, context) => [
    ...chartValueProblems("external-secrets", section.values, ["values"]),
    ...namespaceProblems(section, context),
  ],
  versions: () => [{ kind: "chart", name: "external-secrets", path: [] }],
  facts: () => (require("./facts") as typeof import("./facts")).secretsFacts,
  observed: () => (require("./observed") as typeof import("./observed")).secretsObserved,
  targets: { eks: awsSecretsPart },
  renamed: [{ former: "encryptionKey", now: "aws.encryptionKey" }],
  provides: { data: ["secrets-key"], platform: ["secrets"] },
  requires: [
    { what: "network", to: "let the API server in" },
    { what: "k8s-cluster", to: "run External Secrets" },
  ],
  build: {
    data: (deployment) => {
      const { buildKey } = require("./build") as typeof import("./build");
      buildKey(deployment);
    },
    platform: (deployment) => {
      const { buildStore } = require("./build") as typeof import("./build");
      buildStore(deployment);
    },
  },
});
