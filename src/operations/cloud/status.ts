/** What exists in the simulated clouds, and which Terraform address owns each thing. */
import * as path from "node:path";
import { EXISTING } from "../../rehearsal/world/existing-mark";
import { DiskWorld } from "../../rehearsal/world/disk-world";
import { type CloudRecord, findCloud } from "./cloud";
import { ownedObjects } from "./owners";

export interface CloudObject {
  /** Terraform's type, such as `helm_release`. */
  readonly type: string;
  /** Unique within type and realm. */
  readonly id: string;
  /** What it exists in: `<cloud>:<account>:<region>`, `<cloud>:<account>` or `cluster:<endpoint>`. */
  readonly realm: string;
  /**
   * `<stack>: <address>` of the resource whose state holds it, or that an environment file names it as existing; undefined for what
   * no state and no file knows.
   */
  readonly owner?: string;
}

export interface CloudStatus {
  /** Of this form: it is raised with each change that is not only an addition. */
  readonly schemaVersion: 1;
  /** Whether the process that serves the clouds runs; their world is there either way. */
  readonly running: boolean;
  /** Of that process; undefined if it does not run. */
  readonly pid?: number;
  /** Absolute path of the folder that holds world, states and record. */
  readonly folder: string;
  /** Everything that exists, in the order in which it was made. */
  readonly objects: readonly CloudObject[];
}

/** Reads the world from disk: it is complete there whether the process runs or not. */
export async function cloudStatus(folder: string): Promise<CloudStatus> {
  const record: CloudRecord | undefined = await findCloud(folder);
  const owned = ownedObjects(path.join(folder, "state"));
  const owners = new Map(owned.map(({ type, id, stack, address }) => [`${type} ${id}`, `${stack}: ${address}`]));
  const objects = DiskWorld.peek(path.join(folder, "world")).map(({ type, id, realm, attributes }): CloudObject => {
    const named = attributes[EXISTING] === true ? "named by an environment file as existing" : undefined;
    const owner = owners.get(`${type} ${id}`) ?? named;
    return { type, id, realm, ...(owner ? { owner } : {}) };
  });
  return {
    schemaVersion: 1,
    running: record !== undefined,
    ...(record ? { pid: record.pid } : {}),
    folder: path.resolve(folder),
    objects,
  };
}
