/** What the state of the last apply holds, where it is a file that can be read at synth. */
import * as fs from "node:fs";

export interface PreviousResource {
  readonly type: string;
  readonly address: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface StateFile {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly { readonly attributes?: Record<string, unknown> }[];
  }[];
}

/** The managed resources in a state file; none if there is no such file, or it cannot be read as one (encrypted state). */
export function previousResources(file: string): readonly PreviousResource[] {
  let state: StateFile;
  try {
    state = JSON.parse(fs.readFileSync(file, "utf8")) as StateFile;
  } catch {
    return [];
  }
  return (state.resources ?? [])
    .filter((resource) => resource.mode === "managed")
    .flatMap((resource) =>
      (resource.instances ?? []).map((instance) => ({
        type: resource.type,
        address: `${resource.type}.${resource.name}`,
        attributes: instance.attributes ?? {},
      })),
    );
}
