/** What is known of what comes of the section, and what its changes put at risk. */
import type { Value } from "../../model/plan";
import type { ServiceFacts } from "../../model/resource-facts";
import { type Judge, NOT_HELD } from "../../model/risk";
import { shortList } from "../../model/risk-conditions";

const RELEASE = "helm_release";

type Fields = Readonly<Record<string, Value>>;

const isMap = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** The objects of one of the local chart's releases. */
function objectsOf(release: Fields | undefined): readonly Fields[] {
  const values = release?.["values"];
  const documents = Array.isArray(values) ? (values as readonly Value[]) : [];
  return documents
    .filter(isMap)
    .flatMap(({ objects }) => (Array.isArray(objects) ? (objects as readonly Value[]).filter(isMap) : []));
}

const named = (objects: readonly Fields[], apiVersion: RegExp, kind: string): ReadonlyMap<string, Fields> =>
  new Map(
    objects
      .filter((object) => object["kind"] === kind && apiVersion.test(String(object["apiVersion"])))
      .map((object) => [String(isMap(object["metadata"]) ? object["metadata"]["name"] : ""), object]),
  );

/** Objects of a kind that the release had, and has no more. */
function losing(apiVersion: RegExp, kind: string, only: (name: string) => boolean = () => true): Judge {
  return ({ before, after }) => {
    const [had, has] = [before, after].map((release) => named(objectsOf(release), apiVersion, kind));
    const gone = [...(had?.keys() ?? [])].filter((name) => only(name) && !has?.has(name));
    return gone.length > 0 ? { holds: true, before: shortList(gone), after: "" } : NOT_HELD;
  };
}

const VELERO = /^velero\.io\//;

const hours = (schedule: Fields): number => {
  const spec = isMap(schedule["spec"]) ? schedule["spec"] : {};
  const template = isMap(spec["template"]) ? spec["template"] : {};
  return Number.parseInt(String(template["ttl"] ?? ""), 10);
};

const shorter: Judge = ({ before, after }) => {
  const [had, has] = [before, after].map((release) => named(objectsOf(release), VELERO, "Schedule"));
  for (const [name, schedule] of had ?? []) {
    const now = has?.get(name);
    if (!now || !(hours(now) < hours(schedule))) continue;
    return { holds: true, before: `${hours(schedule)}h`, after: `${hours(now)}h` };
  }
  return NOT_HELD;
};

export const veleroFacts: readonly ServiceFacts[] = [
  {
    fileEntries: [
      { path: "velero", label: "backups" },
      { path: "velero.schedules.*", label: "backup schedule" },
    ],
    rules: [
      {
        id: "data-loss/backup-schedule-gone",
        risk: "data-loss",
        types: [RELEASE],
        actions: ["update", "delete", "replace"],
        when: [{ judge: losing(VELERO, "Schedule") }],
        reason: "The schedule {before} makes no backups any more, and those that it made go when their time is up.",
      },
      {
        id: "data-loss/backups-kept-shorter",
        risk: "data-loss",
        types: [RELEASE],
        actions: ["update", "replace"],
        when: [{ judge: shorter }],
        reason: "New backups are kept for {after} instead of {before}.",
      },
      {
        id: "data-loss/restore-test-gone",
        risk: "data-loss",
        types: [RELEASE],
        actions: ["update", "delete", "replace"],
        when: [{ judge: losing(/^batch\//, "CronJob", (name) => name === "restore-test") }],
        reason: "Nobody tries any more whether backups can be restored.",
      },
    ],
  },
];
