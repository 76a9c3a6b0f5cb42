/** How many servers of which kind, and what each asks for. */
import type { ObjectServersSection } from "../../../object-servers/section";
import type { Part } from "./names";

type Sized = Pick<ObjectServersSection, "servers" | "copies">;

/** Of three that agree one may be away; one alone agrees with itself. */
export const mastersOf = ({ servers }: Sized): number => (servers > 1 ? 3 : 1);

/** Each has all names; the second takes over, and has them from the first within moments. */
export const filersOf = ({ servers }: Sized): number => (servers > 1 ? 2 : 1);

/** SeaweedFS's placement: on so many other servers, of no other rack or data centre (github.com/seaweedfs/seaweedfs/wiki/Replication). */
export const placementOf = ({ copies }: Sized): string => `00${copies - 1}`;

/** GiB of a master's volume: numbers of volumes, and whom it voted for. */
export const MASTER_STORAGE = 1;

/** CPU, memory and its limit. Names that are asked for often stay in the memory of a server of names. */
export const PART_RESOURCES: Readonly<Record<Part, readonly [string, string, string]>> = {
  master: ["50m", "128Mi", "512Mi"],
  volume: ["100m", "256Mi", "2Gi"],
  filer: ["100m", "256Mi", "2Gi"],
  s3: ["100m", "256Mi", "2Gi"],
};

/** MB of one of SeaweedFS's own volumes, of which a store of objects takes some at once: small ones let many stores share a disk. */
export const VOLUME_SIZE_MB = 1000;

/** Such volumes that a store takes at once, whatever the copies: each is written to by itself. */
export const VOLUMES_AT_ONCE = "2";
