/** Checks of the section `velero` across its fields. */
import type { SectionContext, SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { isBundled } from "../../targets";
import { isAdopted } from "../kit/adopted";
import { checkNamedStore } from "../object-storage/named-store";
import { longestPause, parseCron } from "./cron";
import { RESTORE_TEST_NAMESPACE, VELERO_NAMESPACE } from "./names";
import {
  type BackupSchedule,
  leftOut,
  NO_LOCK,
  type RestoreTest,
  retentionHours,
  usesSnapshots,
  type VeleroSection,
} from "./section";

export function checkVelero(
  section: VeleroSection,
  { facts, sections }: Pick<SectionContext, "facts" | "sections">,
): readonly SectionProblem[] {
  const { schedules, restoreTest, values } = section;
  return [
    ...schedules.flatMap((schedule, index) =>
      [
        ...checkName(schedules, schedule, index),
        ...checkNamespaces(schedule),
        ...checkRetention(schedule),
        ...checkLock(section, schedule),
      ].map((problem) => ({ ...problem, path: ["schedules", index, ...problem.path] })),
    ),
    ...(restoreTest ? checkRestoreTest(restoreTest, schedules) : []),
    ...(facts.protected && restoreTest === undefined ? [UNTESTED] : []),
    ...checkSnapshotController(section, { facts, sections }),
    ...checkStore(section, { facts, sections }),
    ...chartValueProblems("velero", values, ["values"]),
  ];
}

/** Of a cluster that exists nobody here knows whether it has one: brought along a second time, it would be refused. */
function checkSnapshotController(
  { schedules, snapshotController }: VeleroSection,
  { facts, sections }: Pick<SectionContext, "facts" | "sections">,
): readonly SectionProblem[] {
  const cluster = sections["cluster"] as object | undefined;
  const isAsked = cluster !== undefined && isAdopted(cluster, facts) && usesSnapshots(schedules);
  if (snapshotController !== undefined || !isAsked || isBundled(facts.target, "snapshot-controller")) return [];
  return [
    {
      path: [],
      code: "BACKUP_SNAPSHOT_CONTROLLER",
      severity: "warning",
      message:
        "The cluster exists already, and must have snapshot-controller: without it no snapshot of a volume is taken.",
      remedy: "Write 'snapshotController: false' if it has it, or 'true' to bring it along.",
    },
  ];
}

/** A store that a file names has its own lock. */
function checkStore(
  { store, lock }: VeleroSection,
  context: Pick<SectionContext, "facts" | "sections">,
): readonly SectionProblem[] {
  return [
    ...checkNamedStore(store, ["store"], context, "Backups"),
    ...(store !== undefined && lock !== undefined && lock !== NO_LOCK
      ? [
          {
            path: ["lock"],
            at: "key" as const,
            code: "BACKUP_STORE_LOCK",
            message: `Backups are kept in the store '${store}', which is locked where it stands.`,
            remedy: "Write `lock` there, and take it out here.",
          },
        ]
      : []),
  ];
}

const UNTESTED: SectionProblem = {
  path: [],
  code: "BACKUP_UNTESTED",
  severity: "warning",
  message: "Nobody knows whether these backups can be restored: none is ever tried.",
  remedy: "Give a `restoreTest`: { namespace: …, schedule: … }.",
};

function checkName(
  schedules: readonly BackupSchedule[],
  { name }: BackupSchedule,
  index: number,
): readonly SectionProblem[] {
  if (schedules.findIndex((other) => other.name === name) === index) return [];
  const message = `There are two schedules called '${name}'.`;
  return [{ path: ["name"], code: "BACKUP_SCHEDULE_TWICE", message, remedy: "Give one of them another name." }];
}

function checkNamespaces({ namespaces, except = [] }: BackupSchedule): readonly SectionProblem[] {
  return [
    ...twice(namespaces ?? [], "namespaces"),
    ...twice(except, "except"),
    ...except.flatMap((namespace, index): readonly SectionProblem[] =>
      namespaces?.includes(namespace)
        ? [
            {
              path: ["except", index],
              code: "BACKUP_NAMESPACE_BOTH",
              message: `The namespace '${namespace}' is both taken in and left out: it would not be backed up.`,
              remedy: "Take it out of one of the two lists.",
            },
          ]
        : [],
    ),
  ];
}

function twice(names: readonly string[], field: string): readonly SectionProblem[] {
  return names.flatMap((name, index): readonly SectionProblem[] =>
    names.indexOf(name) === index
      ? []
      : [{ path: [field, index], code: "BACKUP_NAMESPACE_TWICE", message: `'${name}' is listed twice.` }],
  );
}

/** A backup that is gone before the next one is made leaves none. */
function checkRetention({ cron, retention }: BackupSchedule): readonly SectionProblem[] {
  const parsed = parseCron(cron);
  const pause = parsed && longestPause(parsed);
  if (pause === undefined || retentionHours(retention) * 60 > pause) return [];
  return [
    {
      path: ["retention"],
      code: "BACKUP_RETENTION",
      message: `A backup would be gone after ${retention}, before the next one is made: there are up to ${Math.ceil(pause / 60)} hours between two.`,
      remedy: "Keep them for longer, or make them more often.",
    },
  ];
}

/** The store keeps what is locked, whoever has deleted it: it is paid for, and cannot be restored. */
function checkLock({ lock }: VeleroSection, { name, retention }: BackupSchedule): readonly SectionProblem[] {
  if (lock === undefined || lock === NO_LOCK || lock.days * 24 <= retentionHours(retention)) return [];
  return [
    {
      path: ["retention"],
      code: "BACKUP_LOCKED_LONGER",
      severity: "warning",
      message: `Backups of '${name}' go after ${retention}, but the store is locked for ${lock.days} days: it holds them, and nobody can restore them.`,
      remedy: "Keep them for as long as 'lock.days', or lock for fewer days.",
    },
  ];
}

function checkRestoreTest(
  { namespace, schedule: name }: RestoreTest,
  schedules: readonly BackupSchedule[],
): readonly SectionProblem[] {
  const schedule = schedules.find((one) => one.name === name);
  if (schedule === undefined) {
    return [
      {
        path: ["restoreTest", "schedule"],
        code: "RESTORE_TEST_SCHEDULE",
        message: `There is no schedule '${name}'.`,
        remedy: `There are: ${schedules.map((one) => one.name).join(", ")}.`,
      },
    ];
  }
  const path = ["restoreTest", "namespace"];
  if (namespace === VELERO_NAMESPACE || namespace === RESTORE_TEST_NAMESPACE || namespace.startsWith("kube-")) {
    const message = `The namespace '${namespace}' is Kubernetes' or Velero's own: it is not restored beside itself.`;
    return [{ path, code: "RESTORE_TEST_NAMESPACE", message, remedy: "Name a namespace of your applications." }];
  }
  if (!leftOut(schedule).includes(namespace) && (schedule.namespaces?.includes(namespace) ?? true)) return [];
  const message = `The schedule '${name}' does not back up the namespace '${namespace}'.`;
  return [{ path, code: "RESTORE_TEST_NAMESPACE", message, remedy: "Name one that it does, or another schedule." }];
}
