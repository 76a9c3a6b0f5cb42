/** What the state of the last apply holds, where it is a file that can be read at synth. */
import { readRegularFile } from "../../src/regular-file";

export interface PreviousResource {
  readonly type: string;
  readonly address: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface StateFile {
  readonly resources?: unknown;
}

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances?: readonly { readonly attributes?: Record<string, unknown> }[];
}

/**
 * The managed resources in a state file; none if there is no such file, or it cannot be read as one: it is encrypted, or
 * damaged. Whoever plans or applies looks at that; what is synthesized does not depend on it.
 */
export function previousResources(file: string): readonly PreviousResource[] {
  let state: StateFile | null;
  try {
    state = JSON.parse(readRegularFile(file)) as StateFile | null;
  } catch {
    return [];
  }
  const resources: readonly unknown[] = Array.isArray(state?.resources) ? state.resources : [];
  return resources
    .filter((resource): resource is StateResource => (resource as StateResource | null)?.mode === "managed")
    .flatMap((resource) =>
      (Array.isArray(resource.instances) ? resource.instances : []).map((instance) => ({
        type: resource.type,
        address: `${resource.type}.${resource.name}`,
        attributes: instance.attributes ?? {},
      })),
    );
}
