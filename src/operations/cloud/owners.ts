/** Which Terraform addresses own what, by the local states of what was deployed into the simulated clouds. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import { formOfFile } from "../states/state-guard";

/** One managed object of a state. */
export interface OwnedObject {
  readonly type: string;
  /** As the world calls it. */
  readonly id: string;
  readonly arn?: string;
  readonly stack: string;
  readonly address: string;
}

interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly {
      readonly index_key?: string | number;
      readonly attributes?: { readonly id?: string; readonly arn?: string };
    }[];
  }[];
}

/** @param folder that of the state files, `<stack>.tfstate` each */
export function ownedObjects(folder: string): readonly OwnedObject[] {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(".tfstate")) : [];
  return files.flatMap((file) => ofState(path.join(folder, file)));
}

function ofState(file: string): readonly OwnedObject[] {
  const stack = path.basename(file, ".tfstate");
  const form = formOfFile(file);
  if (form.kind === "broken") {
    throw new JangadaError({
      code: "STATE_BROKEN",
      message: `The state of ${stack} is damaged: ${form.why}. What it owns cannot be told.`,
      place: { file },
      remedy: `Restore it: eval "$(jangada cloud env)", and jangada state <environment> --restore.`,
    });
  }
  const state = (form.kind === "sound" ? JSON.parse(form.text) : {}) as State;
  return (state.resources ?? [])
    .filter((resource) => resource.mode === "managed")
    .flatMap(({ type, name, instances = [] }) =>
      instances.map(({ index_key: key, attributes }): OwnedObject => {
        const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
        const { id, arn } = attributes ?? {};
        return { type, id: id ?? arn ?? "", ...(arn ? { arn } : {}), stack, address: `${type}.${name}${index}` };
      }),
    );
}
