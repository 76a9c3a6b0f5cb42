/** What of a store in the cluster no field alone says. */
import type { SectionProblem } from "../../../model/component";
import type { StoreSection } from "../section";

const refused = (field: string, message: string, remedy: string): SectionProblem => ({
  path: [field],
  code: "OBJECT_STORAGE_IN_CLUSTER",
  message,
  remedy,
});

/** Of an entry of the file, and of a construct's props. */
export function checkClusterStore({
  coldAfterDays,
  accessLogs,
}: Pick<StoreSection, "coldAfterDays" | "accessLogs">): readonly SectionProblem[] {
  return [
    ...(coldAfterDays === undefined
      ? []
      : [
          refused(
            "coldAfterDays",
            "Servers in the cluster have one kind of volumes: nothing is cheaper to keep.",
            "Take it out.",
          ),
        ]),
    ...(accessLogs
      ? [
          refused(
            "accessLogs",
            "Servers in the cluster write no log of who asked for what.",
            "Take it out; the gateways' figures tell how much each bucket is used.",
          ),
        ]
      : []),
  ];
}

/** Of the block of a target: servers in the cluster have nothing of its cloud's. */
export function checkNoBlock(key: string, block: object): readonly SectionProblem[] {
  return Object.entries(block).flatMap(([field, value]) =>
    value === undefined
      ? []
      : [
          {
            path: [key, field],
            code: "OBJECT_STORAGE_IN_CLUSTER",
            message: `'${key}.${field}' is of a store that the cloud keeps, and this one stands in the cluster.`,
            remedy: "Take it out.",
          },
        ],
  );
}
