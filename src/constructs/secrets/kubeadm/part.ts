/** What bare hosts add to the section `secrets`. */
import type { TargetPart } from "../../../model/component";
import { chartValueProblems } from "../../kit/cluster/check-values";
import type { SecretsSection } from "../section";

export const kubeadmSecretsPart: TargetPart<SecretsSection> = {
  check: ({ kubeadm }) => [
    ...chartValueProblems("sealed-secrets", kubeadm.values["sealed-secrets"], ["kubeadm", "values", "sealed-secrets"]),
    ...(kubeadm.sealed || kubeadm.values["sealed-secrets"] === undefined
      ? []
      : [
          {
            path: ["kubeadm", "values", "sealed-secrets"],
            code: "SECRETS_NOT_SEALED",
            message: "Values of a chart that is not installed.",
            remedy: "Leave them out, or 'sealed: false'.",
          },
        ]),
  ],
  versions: ({ kubeadm }) => (kubeadm.sealed ? [{ kind: "chart", name: "sealed-secrets", path: [] }] : []),
};
