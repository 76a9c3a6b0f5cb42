/** How many servers of PostgreSQL make one of the section. */
import type { ServerSection } from "../section";

/** Two standbys: one may be away, and what is committed is still on two nodes. */
const STANDBYS = 2;

/** One that writes, and copies: those that readers have are standbys, too, and the other way round. */
export const instancesOf = ({
  highAvailability,
  readReplicas,
}: Pick<ServerSection, "highAvailability" | "readReplicas">): number =>
  1 + Math.max(highAvailability ? STANDBYS : 0, readReplicas);
