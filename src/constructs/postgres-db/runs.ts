/** Where a PostgreSQL server runs. */
import type { Runs } from "../../model/runs";

/** Whether it stands in the tier `platform`. */
export const isInCluster = ({ runs }: { readonly runs?: Runs | undefined }): boolean => runs === "in-cluster";
