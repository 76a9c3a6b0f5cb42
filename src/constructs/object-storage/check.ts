/** Checks of the section `objectStorage` that no schema of one field can make. */
import type { SectionProblem } from "../../model/component";
import { checkClusterStore } from "./cluster/check";
import { isInCluster, type ObjectStorageEntry, type ObjectStorageSection, type StoreSection } from "./section";
import { atEntry } from "../kit/at-entry";

/** Stores that other sections make, under these names. */
const RESERVED = ["access-logs", "databases", "observability", "velero"];

export function checkObjectStorage(stores: ObjectStorageSection): readonly SectionProblem[] {
  return stores.flatMap((store, index) => [
    ...checkUniqueName(stores, index),
    ...checkReserved(stores, index),
    ...atEntry(index, [
      ...checkStore(store),
      ...checkServices(store),
      ...(isInCluster(store) ? checkClusterStore(store) : []),
    ]),
  ]);
}

/** What of a store no field alone says: for an entry of the file, and for a construct's props. */
export function checkStore({
  expireDays,
  coldAfterDays,
}: Pick<StoreSection, "expireDays" | "coldAfterDays">): readonly SectionProblem[] {
  if (expireDays === undefined || coldAfterDays === undefined || coldAfterDays < expireDays) return [];
  return [
    {
      path: ["coldAfterDays"],
      code: "OBJECT_STORAGE_COLD",
      message: `Objects are deleted after ${expireDays} days: none is left to move after ${coldAfterDays}.`,
      remedy: "Write fewer days than `expireDays`, or leave one of them out.",
    },
  ];
}

function checkReserved(stores: ObjectStorageSection, index: number): readonly SectionProblem[] {
  const name = stores[index]?.name ?? "";
  if (!RESERVED.includes(name)) return [];
  return [
    {
      path: [index, "name"],
      code: "OBJECT_STORAGE_RESERVED",
      message: `The platform has a store '${name}' of its own.`,
      remedy: "Give it another name.",
    },
  ];
}

function checkUniqueName(stores: ObjectStorageSection, index: number): readonly SectionProblem[] {
  const name = stores[index]?.name ?? "";
  if (stores.findIndex((other) => other.name === name) === index) return [];
  return [
    {
      path: [index, "name"],
      code: "OBJECT_STORAGE_TWICE",
      message: `There are two stores called '${name}'.`,
      remedy: "Give one of them another name.",
    },
  ];
}

/** The same service account may stand in several stores, and under several prefixes; what it says twice is a mistake. */
function checkServices({ services }: ObjectStorageEntry): readonly SectionProblem[] {
  return services.flatMap(({ name, namespace = name, prefix = "" }, index) => {
    // Kubernetes' own namespaces: whoever runs there may do more than any workload should.
    if (namespace.startsWith("kube-")) {
      return [
        {
          path: ["services", index, "namespace"],
          code: "OBJECT_STORAGE_NAMESPACE",
          message: `The namespace '${namespace}' is Kubernetes' own.`,
          remedy: "Run the workload in a namespace of its own.",
        },
      ];
    }
    const first = services.findIndex(
      (other) =>
        other.name === name && (other.namespace ?? other.name) === namespace && (other.prefix ?? "") === prefix,
    );
    return first === index
      ? []
      : [
          {
            path: ["services", index, "name"],
            code: "OBJECT_STORAGE_SERVICE_TWICE",
            message: `The service account '${namespace}/${name}' stands here twice${prefix ? ` for '${prefix}'` : ""}.`,
            remedy: "Leave one of the two out.",
          },
        ];
  });
}
