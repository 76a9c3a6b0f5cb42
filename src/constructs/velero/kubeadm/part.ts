/** What bare hosts add to the section `velero`: no cloud keeps backups there, and not everything that makes volumes takes snapshots. */
import type { SectionContext, SectionProblem, TargetPart } from "../../../model/component";
import { veleroDefaults } from "../defaults";
import { storageKind } from "../../k8s-cluster/kubeadm/platform/defaults";
import type { ClusterSection } from "../../k8s-cluster/section";
import { usesSnapshots, type VeleroSection } from "../section";

export const kubeadmVeleroPart: TargetPart<VeleroSection> = {
  // Where `storage.kind` is not written, `minimal` has volumes of which nobody takes snapshots.
  defaults: (facts, given) => {
    if (facts.profile !== "minimal") return undefined;
    const { schedules } = veleroDefaults(facts, given);
    return { schedules: schedules.map((usual) => ({ ...usual, volumes: "files" })) };
  },
  check: checkVolumes,
};

/** The kinds of snapshots and what makes them come with Longhorn. */
function checkVolumes({ schedules }: VeleroSection, { facts, sections }: SectionContext): readonly SectionProblem[] {
  const cluster = sections["cluster"] as ClusterSection | undefined;
  // Where the cluster's section is wrong, that is told.
  if (!cluster) return [];
  const kind = storageKind(cluster.kubeadm, facts);
  if (kind === "longhorn") return [];
  return schedules.flatMap((schedule, index): readonly SectionProblem[] =>
    usesSnapshots([schedule])
      ? [
          {
            path: ["schedules", index, "volumes"],
            code: "BACKUP_NO_SNAPSHOTS",
            message: `'${schedule.name}' takes snapshots of volumes (\`volumes: ${schedule.volumes}\`), which nobody does where 'cluster.kubeadm.storage.kind' is '${kind}'.`,
            remedy: "Write `volumes: files` or `none`, or `kind: longhorn` there.",
          },
        ]
      : [],
  );
}
