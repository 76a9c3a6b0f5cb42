/** A store of the section `objectStorage` that the platform keeps something of its own in: which one a section names, and what that means. */
import type { SectionContext, SectionProblem } from "../../model/component";
import { isInCluster, type ObjectStorageSection } from "./section";

/** Whose backups or logs are kept in it: who reads and writes there. */
export interface PlatformUser {
  readonly store: string;
  readonly namespace: string;
  readonly service: string;
}

/** What of the platform may be kept in a store that a file names. */
export const PLATFORM_USERS = {
  velero: { namespace: "velero", service: "velero" },
  logs: { namespace: "observability", service: "loki" },
  databases: { namespace: "postgres", service: "postgres" },
} as const;

interface Naming {
  readonly velero?: { readonly store?: string };
  readonly observability?: { readonly logs?: { readonly store?: string } };
  readonly databases?: readonly { readonly runs?: string; readonly inCluster?: { readonly store?: string } }[];
}

/** Each once, of what the sections name. */
export function platformUsersOf(sections: Readonly<Record<string, unknown>>): readonly PlatformUser[] {
  const { velero, observability, databases = [] } = sections as Naming;
  const named = new Map<string, PlatformUser>();
  const add = (store: string | undefined, user: (typeof PLATFORM_USERS)[keyof typeof PLATFORM_USERS]): void => {
    if (store !== undefined) named.set(`${store} ${user.namespace}`, { store, ...user });
  };
  add(velero?.store, PLATFORM_USERS.velero);
  add(observability?.logs?.store, PLATFORM_USERS.logs);
  for (const { runs, inCluster } of databases) {
    if (runs === "in-cluster") add(inCluster?.store, PLATFORM_USERS.databases);
  }
  return [...named.values()];
}

/**
 * That there is such a store; and, of what is to outlive the cluster, whether it would.
 * @param keeps What is kept, as the beginning of a sentence; undefined of what may go with the cluster.
 */
export function checkNamedStore(
  store: string | undefined,
  path: readonly (string | number)[],
  { facts, sections }: Pick<SectionContext, "facts" | "sections">,
  keeps?: string,
): readonly SectionProblem[] {
  if (store === undefined) return [];
  const stores = (sections["objectStorage"] ?? []) as ObjectStorageSection;
  const found = stores.find(({ name }) => name === store);
  if (found === undefined) {
    return [
      {
        path,
        code: "OBJECT_STORAGE_UNKNOWN",
        message: `There is no store '${store}' under 'objectStorage'.`,
        remedy: `There are: ${stores.map(({ name }) => name).join(", ") || "none"}.`,
      },
    ];
  }
  if (keeps === undefined || !isInCluster(found)) return [];
  return [
    {
      path,
      severity: "warning",
      code: "OBJECT_STORAGE_CIRCLE",
      message: `${keeps} stand on volumes of the very cluster: with it they are lost, and it cannot be restored from them.`,
      // A target without accounts is no cloud, and keeps no store.
      remedy: facts.account
        ? "Copy the bucket to somewhere else, or keep them in a store of the cloud (`runs: managed`)."
        : "Copy the bucket to another site, again and again (`rclone sync`).",
    },
  ];
}
