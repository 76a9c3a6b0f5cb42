/** Every verb of the command line, one file each. */
import type { Command } from "commander";

/** Tells how the verb ended. */
export type SetStatus = (status: number) => void;

type Register = (program: Command, setStatus: SetStatus) => void;

/** In the order of the help. Each is loaded when it is wanted: what one verb needs, the others' users do not wait for. */
const VERBS: { readonly [verb: string]: () => Register } = {
  init: () => (require("./init") as typeof import("./init")).registerInit,
  validate: () => (require("./validate") as typeof import("./validate")).registerValidate,
  synth: () => (require("./synth") as typeof import("./synth")).registerSynth,
  plan: () => (require("./plan") as typeof import("./plan")).registerPlan,
  deploy: () => (require("./deploy") as typeof import("./deploy")).registerDeploy,
  destroy: () => (require("./destroy") as typeof import("./destroy")).registerDestroy,
  deps: () => (require("./deps") as typeof import("./deps")).registerDeps,
  bootstrap: () => (require("./bootstrap") as typeof import("./bootstrap")).registerBootstrap,
  doctor: () => (require("./doctor") as typeof import("./doctor")).registerDoctor,
  drift: () => (require("./drift") as typeof import("./drift")).registerDrift,
  rehearse: () => (require("./rehearse") as typeof import("./rehearse")).registerRehearse,
  review: () => (require("./review") as typeof import("./review")).registerReview,
  cloud: () => (require("./cloud") as typeof import("./cloud")).registerCloud,
  state: () => (require("./state") as typeof import("./state")).registerState,
  output: () => (require("./output") as typeof import("./output")).registerOutput,
  kubeconfig: () => (require("./kubeconfig") as typeof import("./kubeconfig")).registerKubeconfig,
};

/** Registers the verb that the command line begins with; all of them where it begins with none, for help and suggestions; none to tell the version. */
export function registerVerbs(program: Command, setStatus: SetStatus, argv: readonly string[] = []): void {
  const [word = ""] = argv;
  if (word === "--version" || word === "-V") return;
  const wanted = Object.hasOwn(VERBS, word) ? [word] : Object.keys(VERBS);
  for (const verb of wanted) VERBS[verb]?.()(program, setStatus);
}
