/** What was synthesized, read again: it may have been removed or damaged since. */
import * as path from "node:path";
import { readJsonObject } from "../regular-file";

const REMEDY = "Synthesize again; if something else writes to this folder, name another one: jangada synth --outdir.";

/** @throws JangadaError SYNTH_UNREADABLE */
export function readStackFile(folder: string): Readonly<Record<string, unknown>> {
  return readJsonObject(path.join(folder, "cdk.tf.json"), {
    code: "SYNTH_UNREADABLE",
    what: "What was synthesized of this stack",
    remedy: REMEDY,
  });
}

/** @throws JangadaError SYNTH_UNREADABLE */
export function readManifestFile(outdir: string): Readonly<Record<string, unknown>> {
  return readJsonObject(path.join(outdir, "manifest.json"), {
    code: "SYNTH_UNREADABLE",
    what: "The list of the stacks that the app wrote",
    remedy:
      "See that the app of cdktf.json synthesizes (app.synth()), and writes to where CDKTF_OUTDIR says: cdktf synth does the same.",
  });
}
