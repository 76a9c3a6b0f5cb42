/** What the API server refuses, whoever asks: to delete a protected server, and to raise a major that nobody allowed. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { deletionRefused, refusal } from "../../kit/cluster/protected-objects";
import { MAJOR_UPGRADE_LABEL, PROTECTED_LABEL } from "./cnpg-names";

const SERVERS = { group: "postgresql.cnpg.io", resource: "clusters" } as const;

/** The major of a server as its specification says, 0 where it names an image. */
const majorOf = (object: string): string =>
  `(has(${object}.spec.imageCatalogRef) ? int(${object}.spec.imageCatalogRef.major) : 0)`;

const labels = "object.metadata.labels";

export function serverProtection(): readonly KubernetesObject[] {
  return [
    ...deletionRefused({
      ...SERVERS,
      name: "postgres-protected-servers",
      label: PROTECTED_LABEL,
      message:
        "This PostgreSQL server is protected: with it its volumes would be lost. Write `protected: false` and deploy, before you take it away.",
    }),
    ...refusal({
      ...SERVERS,
      name: "postgres-major-upgrades",
      operation: "UPDATE",
      expression: [
        `${majorOf("object")} <= ${majorOf("oldObject")}`,
        `(has(${labels}) && "${MAJOR_UPGRADE_LABEL}" in ${labels} && ${labels}["${MAJOR_UPGRADE_LABEL}"] == "true")`,
      ].join(" || "),
      message:
        "A higher major version stops the server for minutes, and there is no way back. Write `allowMajorUpgrade: true` with it.",
    }),
  ];
}
