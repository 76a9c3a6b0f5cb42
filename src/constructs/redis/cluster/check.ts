/** What of a cache in the cluster no field alone says. */
import type { SectionProblem } from "../../../model/component";
import type { CacheSection } from "../section";
import { leastStorage, NODE_SIZES } from "./sizes";

type Checked = Pick<CacheSection, "use" | "topology" | "storage">;

/** Of an entry of the file, and of a construct's props. */
export function checkInCluster({ use, topology, storage }: Checked): readonly SectionProblem[] {
  if (topology.kind !== "replicated" || use !== "queue") return [];
  const { size } = topology;
  const least = leastStorage(size);
  if (storage !== undefined && storage >= least) return [];
  return [
    {
      path: ["storage"],
      code: "CACHE_STORAGE",
      message:
        storage === undefined
          ? "A queue in the cluster keeps what it holds on volumes, and nothing says how large they are."
          : `${storage} GiB are too little for a queue of the size '${size}', whose nodes have ${NODE_SIZES[size].memory} MiB of memory: its log is rewritten beside the old one.`,
      remedy: `Write how many GiB each node gets: ${least} or more.`,
    },
  ];
}
