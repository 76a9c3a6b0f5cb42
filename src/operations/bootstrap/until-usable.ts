/** A place for states that was just made: some clouds let in only a while later those to whom they gave a role. */
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stateBackends } from "../../targets";
import type { JsonMap } from "../selection/content";
import { privateFolder } from "../private-folder";
import { run } from "../process";
import { failureText } from "../process-ending";
import type { SynthesizedStack } from "../synth";
import type { TerraformContext } from "../terraform";

const PAUSE = 15_000;
/** Ten minutes and some, with the usual pause: what clouds say of new roles. */
const LOOKS = 45;

/**
 * Looks until the place of a stack's state lets in, or says something that waiting does not mend: whoever uses it is told then. Only
 * the backend is asked, in a folder of its own: no provider is loaded, and what is known of the state before the move stays.
 */
export async function untilUsable(
  stack: SynthesizedStack,
  { binary, env, signal, listener }: TerraformContext,
  pause: number = PAUSE,
): Promise<void> {
  const { terraform } = JSON.parse(fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8")) as {
    readonly terraform: { readonly backend?: JsonMap };
  };
  const [backend = ""] = Object.keys(terraform.backend ?? {});
  const place = stateBackends.find(({ name }) => name === backend);
  if (!place?.isSettling) return;
  const folder = path.join(stack.folder, "look");
  fs.rmSync(folder, { recursive: true, force: true });
  privateFolder(folder);
  fs.writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify({ terraform: { backend: terraform.backend } }));
  for (let look = 0; look < LOOKS && !signal?.aborted; look++) {
    const result = await run(binary.command, ["init", "-input=false", "-no-color", "-reconfigure"], {
      cwd: folder,
      env,
      ...(signal ? { signal } : {}),
    });
    if (result.status === 0 || !place.isSettling(failureText("Terraform", result))) break;
    if (look === 0) {
      const message = `The ${place.title} is made, and does not let in yet: new roles and names take up to ten minutes.`;
      listener({ type: "message", level: "info", message, stack: stack.name });
    }
    await wait(pause, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
  fs.rmSync(folder, { recursive: true, force: true });
}
