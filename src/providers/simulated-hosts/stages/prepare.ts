/** Stages that make a host ready for a cluster: which files they write is read in their own scripts. */
import { createHash } from "node:crypto";
import { isObject, type ValueObject } from "../../../rehearsal/protocol/value";
import { membershipOf } from "../cluster";
import type { StageRun } from "../stage-run";
import type { Settings } from "../upload";

/** What init and join cannot do without: kubeadm and the runtime, the kernel's settings, a resolver for pods. */
const NEEDED = ["essentials", "network", "containerd"] as const;

/** Files that a script writes only where the settings ask for it. */
const CONDITIONS: readonly { readonly path: RegExp; holds(settings: Settings): boolean }[] = [
  { path: /\/keepalived\//, holds: ({ ENDPOINT_KIND, ROLE }) => ENDPOINT_KIND === "keepalived" && ROLE !== "worker" },
  { path: /\/audit\//, holds: ({ EXTRAS = "" }) => EXTRAS.includes("audit") },
  { path: /\/fail2ban\//, holds: ({ EXTRAS = "" }) => EXTRAS.includes("ban") },
];

/** Of a host: what its stages have left on it. */
interface Prepared {
  /** By stage. */
  readonly stages: Readonly<Record<string, string>>;
  /** Installed versions, by name. */
  readonly packages: Readonly<Record<string, string>>;
}

export function preparedOf({ stages, packages }: ValueObject): Prepared {
  const texts = (value: typeof stages): Record<string, string> =>
    isObject(value) ? (value as unknown as Record<string, string>) : {};
  return { stages: texts(stages), packages: texts(packages) };
}

/** Stages of which the owner of the host says that they need not run there. */
export function isSeenTo(run: StageRun, stage: string): boolean {
  const { state } = run.input.host;
  return Array.isArray(state["seenTo"]) && state["seenTo"].includes(stage);
}

/** Refuses what comes before that which it needs. */
export function needPrepared(run: StageRun, needed: readonly string[] = NEEDED): void {
  const { stages } = preparedOf(run.input.host.state);
  for (const stage of needed) {
    if (stages[stage] === undefined && !isSeenTo(run, stage)) run.problem(`The stage ${stage} has not run here.`);
  }
  run.failIfProblems();
}

export function prepare(run: StageRun, script: string): void {
  const { stage, host, settings, checking } = run.input;
  if (stage === "prerequisites") return checkPrerequisites(run);
  // They need its packages: nft, gpg, curl.
  if (stage !== "essentials" && !checking) needPrepared(run, ["essentials"]);
  const content = contentOf(script, settings);
  for (const path of writtenBy(script)) {
    if (CONDITIONS.every((one) => !one.path.test(path) || one.holds(settings))) run.ensureFile(path, content);
  }
  if (stage === "containerd") installPackages(run);
  if (checking) return;
  const { stages } = preparedOf(host.state);
  host.state = { ...host.state, stages: { ...stages, [stage]: content } };
}

/** It changes nothing. */
function checkPrerequisites(run: StageRun): void {
  const member = membershipOf(run.input.host.state);
  const authority = run.setting("CA_SHA256");
  if (member && authority !== "" && member.authority !== authority) run.problem("It is a node of another cluster.");
  run.failIfProblems();
}

/** A node that runs is raised by `converge`, drained and in its turn. */
function installPackages(run: StageRun): void {
  const { host } = run.input;
  if (membershipOf(host.state)) return run.note("It is a node already: versions are the stage converge's.");
  const wanted = run.setting("KUBERNETES_VERSION");
  const { packages } = preparedOf(host.state);
  for (const name of ["kubeadm", "kubelet", "kubectl"]) {
    if (packages[name] !== wanted) run.change(`package ${name}=${wanted}-*`);
  }
  if (!run.input.checking) setPackages(run, wanted);
}

export function setPackages({ input: { host } }: StageRun, version: string): void {
  host.state = { ...host.state, packages: { kubeadm: version, kubelet: version, kubectl: version } };
}

/** Of the program that is installed, or of what the settings name where its owner has installed it. */
export function installedVersion(run: StageRun): string {
  return preparedOf(run.input.host.state).packages["kubelet"] ?? run.setting("KUBERNETES_VERSION");
}

/** Another script, or another value of a setting that it reads, makes another file. */
function contentOf(script: string, settings: Settings): string {
  const read = [...new Set(script.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? [])].filter((name) => name in settings).sort();
  const digest = createHash("sha256").update(script);
  for (const name of read) digest.update(`\0${name}=${settings[name] ?? ""}`);
  return `simulated ${digest.digest("hex")}\n`;
}

/** The paths that a script names outright, or by a constant of its own. */
export function writtenBy(script: string): readonly string[] {
  const constants = new Map(
    [...script.matchAll(/\b([A-Z][A-Z_]+)=(\/[^\s'"$]+)$/gm)].map(([, name = "", path = ""]) => [name, path]),
  );
  const named = [...script.matchAll(/\bensure_(?:file|block|link)\s+"?(?:\$\{?([A-Z_]+)\}?|(\/[^\s"$]+))(?=["\s])/g)];
  return [...new Set(named.flatMap(([, name = "", path = constants.get(name)]) => path ?? []))].sort();
}
