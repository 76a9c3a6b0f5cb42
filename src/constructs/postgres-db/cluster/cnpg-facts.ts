/** What a change of servers in the cluster puts at risk: told by the objects in their releases. */
import { type Carried, changedObjects, differing, gibibytesAt } from "../../../model/changed-objects";
import { type Fields, within } from "../../../model/release-objects";
import type { ServiceFacts } from "../../../model/resource-facts";
import type { Condition, Judge, RiskRule } from "../../../model/risk";
import { POSTGRES_NAMESPACE, PROTECTED_LABEL } from "./cnpg-names";

const RELEASE = "helm_release";

const { losing, changing } = changedObjects({
  groups: ["postgresql.cnpg.io", "barmancloud.cnpg.io"],
  describe: ({ kind, object }) => (kind === "Cluster" ? object : `${kind} ${object}`),
});

const rule = (
  id: string,
  risk: RiskRule["risk"],
  judge: Judge,
  reason: string,
  more: Partial<RiskRule> = {},
): RiskRule => ({ id, risk, types: [RELEASE], actions: ["update", "replace"], when: [{ judge }], reason, ...more });

/** What goes with a release, too. */
const GOING = { actions: ["update", "delete", "replace"] } as const satisfies Partial<RiskRule>;

const server = (differenceOf: (before: Carried, after: Carried) => string | undefined): Judge =>
  changing("Cluster", differenceOf);

const nodes = ({ spec }: Carried): number => Number(spec["instances"] ?? 1);
const major = ({ spec }: Carried): number => Number(within(spec, "imageCatalogRef", "major") ?? 0);
const days = ({ spec }: Carried): number => Number.parseInt(String(spec["retentionPolicy"] ?? "0"), 10);
const isSynchronous = ({ spec }: Carried): boolean => within(spec, "postgresql", "synchronous") !== undefined;
const isProtected = ({ labels }: Carried): boolean => labels[PROTECTED_LABEL] === "true";
const folder = ({ spec }: Carried): string => String(within(spec, "plugins", 0, "parameters", "serverName") ?? "");

/** Volumes of a node, by the field that says their size. */
const VOLUMES: Readonly<Record<string, string>> = { storage: "storage", walStorage: "inCluster.walStorage" };

const volumes = (before: Fields, after: Fields, holds: (was: number, is: number) => boolean): string | undefined => {
  const changed = Object.entries(VOLUMES).flatMap(([key, field]) => {
    const [was, is] = [gibibytesAt(before, key, "size"), gibibytesAt(after, key, "size")];
    return holds(was, is) ? [`${field} ${was} to ${is} GiB`] : [];
  });
  return changed.length > 0 ? changed.join(", ") : undefined;
};

/** Releases of passwords and of access to stores: nothing of it runs. */
const ofPasswords: Condition = {
  judge: ({ before }) => ({
    holds:
      before?.["namespace"] === POSTGRES_NAMESPACE &&
      !/^(postgres|postgres-.*|barman-cloud)$/.test(String(before["name"])),
  }),
};

/** Restarting is what all of these come to. */
const RESTARTING = ["resources", "postgresql", "priorityClassName", "affinity", "topologySpreadConstraints", "plugins"];

export const cnpgFacts: ServiceFacts = {
  rules: [
    rule(
      "data-loss/database-in-cluster",
      "data-loss",
      losing("Cluster"),
      "It is deleted, and its volumes with it: {before}. What is left are its backups in their store, for as long as that stays.",
      GOING,
    ),
    rule(
      "data-loss/database-no-standby",
      "data-loss",
      server((before, after) => (isSynchronous(before) && !isSynchronous(after) ? "without a standby" : undefined)),
      "From now on a commit is told before another node has it ({after}): with a node that goes, the last ones go, too.",
    ),
    rule(
      "data-loss/database-backups-shorter",
      "data-loss",
      changing("ObjectStore", (before, after) =>
        days(after) < days(before) ? `${days(before)} to ${days(after)} days` : undefined,
      ),
      "Older backups are thrown away: {after}.",
    ),
    rule(
      "data-loss/database-backups-elsewhere",
      "data-loss",
      server((before, after) =>
        folder(before) !== folder(after) ? `${folder(before)} to ${folder(after)}` : undefined,
      ),
      "Backups begin anew under another name ({after}): of the time before, there is nothing there to restore from, and nobody throws the old ones away.",
    ),
    rule(
      "data-loss/database-unprotected",
      "data-loss",
      server((before, after) => (isProtected(before) && !isProtected(after) ? "no longer protected" : undefined)),
      "The API server no longer refuses to delete it, and its volumes with it: {after}.",
    ),
    rule(
      "downtime/database-volume-shrinks",
      "downtime",
      server((before, after) => volumes(before.spec, after.spec, (was, is) => is < was)),
      "The deployment will fail: volumes grow, and never shrink ({after}). Write what they have.",
    ),
    rule(
      "downtime/database-major-lowered",
      "downtime",
      server((before, after) => (major(after) < major(before) ? `${major(before)} to ${major(after)}` : undefined)),
      "The deployment will fail: a server never goes back to an older major version ({after}).",
    ),
    rule(
      "downtime/database-major-raised",
      "downtime",
      server((before, after) => (major(after) > major(before) ? `${major(before)} to ${major(after)}` : undefined)),
      "The server is away for minutes while its files are converted ({after}); standbys are copied anew. There is no way back but a restore. Without `allowMajorUpgrade` the deployment will fail.",
    ),
    rule(
      "downtime/database-nodes-fewer",
      "downtime",
      server((before, after) =>
        nodes(after) < nodes(before) ? `${nodes(before)} to ${nodes(after)} nodes` : undefined,
      ),
      "The loss of a node is sooner one too many ({after}), and readers have fewer to ask. A node that goes takes its volumes with it.",
    ),
    rule(
      "downtime/database-restarts",
      "downtime",
      server((before, after) => {
        const what = differing(before.spec, after.spec, RESTARTING);
        return what.length > 0 ? `${what.join(", ")}, ${nodes(after)} node(s)` : undefined;
      }),
      "Nodes may be started anew, one after another ({after}): the one that writes hands over, connections are cut, and clients connect again. A single node is away for a minute or two.",
    ),
    rule(
      "downtime/database-images",
      "downtime",
      changing("ImageCatalog", (before, after) =>
        JSON.stringify(before.spec["images"]) === JSON.stringify(after.spec["images"]) ? undefined : "images",
      ),
      "Minor versions are raised: every server of that major is exchanged, one node after another; the one that writes hands over. A single node is away for a minute or two.",
    ),
    rule(
      "cost/database-grows",
      "cost",
      server((before, after) => {
        const grown = volumes(before.spec, after.spec, (was, is) => is > was);
        const more = nodes(after) > nodes(before) ? `${nodes(before)} to ${nodes(after)} nodes` : undefined;
        return [grown, more].filter((one) => one !== undefined).join(", ") || undefined;
      }),
      "More nodes or larger volumes: {after}.",
      { direction: "up" },
    ),
  ],
  exceptions: [{ rule: "downtime/release-gone", unless: ofPasswords }],
  fieldLabels: {
    [RELEASE]: {
      "values.*.objects.*.spec.storage.size": { field: "storage" },
      "values.*.objects.*.spec.walStorage.size": { field: "inCluster.walStorage" },
      "values.*.objects.*.spec.imageCatalogRef.major": { field: "version" },
      "values.*.objects.*.spec.retentionPolicy": { field: "backupDays" },
    },
  },
};
