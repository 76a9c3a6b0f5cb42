/** What bare hosts add to the section `velero`: no cloud keeps backups there, and not everything that makes volumes takes snapshots. */
import type { SectionContext, SectionProblem, TargetPart } from "../../../model/component";
import { veleroDefaults } from "../defaults";
import { storageKind } from "../../k8s-cluster/kubeadm/platform/defaults";
import type { StorageKind } from "../../k8s-cluster/kubeadm/platform/section";
import type { ClusterSection } from "../../k8s-cluster/section";
import { usesSnapshots, type VeleroSection } from "../section";

export const kubeadmVeleroPart: TargetPart<VeleroSection> = {
  // Where `storage.kind` is not written, `minimal` has volumes of which nobody takes snapshots.
  defaults: (facts, given) => {
    const { kubeadm } = given as { readonly kubeadm?: { readonly snapshotDriver?: unknown } | null };
    if (facts.profile !== "minimal" || kubeadm?.snapshotDriver) return undefined;
    const { schedules } = veleroDefaults(facts, given);
    return { schedules: schedules.map((usual) => ({ ...usual, volumes: "files" })) };
  },
  check: (section, context) => [...checkDriver(section, context), ...checkVolumes(section, context)],
  // The controller of snapshots comes with Longhorn, and else with whoever needs it.
  versions: ({ schedules, snapshotController, kubeadm }) =>
    kubeadm.snapshotDriver !== undefined && snapshotController !== false && usesSnapshots(schedules)
      ? [{ kind: "chart", name: "snapshot-controller", path: ["kubeadm", "snapshotDriver"] }]
      : [],
};

/** Undefined where the cluster's section is wrong: that is told. */
function kindOf({ facts, sections }: SectionContext): StorageKind | undefined {
  const cluster = sections["cluster"] as ClusterSection | undefined;
  return cluster && storageKind(cluster.kubeadm, facts);
}

/** Of volumes that the project makes it knows who takes snapshots. */
function checkDriver({ kubeadm }: VeleroSection, context: SectionContext): readonly SectionProblem[] {
  const { snapshotDriver, snapshotParameters } = kubeadm;
  const kind = kindOf(context);
  if (snapshotDriver === undefined) {
    if (snapshotParameters === undefined) return [];
    return [
      {
        path: ["kubeadm", "snapshotParameters"],
        at: "key",
        code: "BACKUP_SNAPSHOT_DRIVER",
        message: "Parameters of snapshots are told to a driver that the file names, and it names none.",
        remedy: "Write `snapshotDriver` beside it, or leave it out.",
      },
    ];
  }
  if (kind === undefined || kind === "none") return [];
  return [
    {
      path: ["kubeadm", "snapshotDriver"],
      code: "BACKUP_SNAPSHOT_DRIVER",
      message: `'${snapshotDriver}' makes no volumes here: those of 'cluster.kubeadm.storage.kind: ${kind}' are made by another driver.`,
      remedy: "Leave it out, or write `kind: none` there and bring that driver's StorageClass as the default.",
    },
  ];
}

/** The kinds of snapshots and what makes them come with Longhorn. */
function checkVolumes({ schedules, kubeadm }: VeleroSection, context: SectionContext): readonly SectionProblem[] {
  const kind = kindOf(context);
  if (kind === undefined || kind === "longhorn") return [];
  if (kind === "none" && kubeadm.snapshotDriver !== undefined) return [];
  return schedules.flatMap((schedule, index): readonly SectionProblem[] =>
    usesSnapshots([schedule])
      ? [
          {
            path: ["schedules", index, "volumes"],
            code: "BACKUP_NO_SNAPSHOTS",
            message: `'${schedule.name}' takes snapshots of volumes (\`volumes: ${schedule.volumes}\`), which nobody does where 'cluster.kubeadm.storage.kind' is '${kind}'.`,
            remedy:
              kind === "none"
                ? "Write `volumes: files` or `none`; or name the driver of your StorageClass that takes them: `velero.kubeadm.snapshotDriver`."
                : "Write `volumes: files` or `none`, or `kind: longhorn` there.",
          },
        ]
      : [],
  );
}
