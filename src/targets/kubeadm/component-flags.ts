/**
 * The arguments that each component knows, by minor: `assets/kubeadm/arguments/<minor>.txt`, a component and an argument a line, as each component's
 * own option sets list them in k8s.io/kubernetes of the installed patch release (`kubernetesReleases`); recorded 2026-11-26.
 */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { packageRoot } from "../../package-root";

export type Component = "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "kubelet";

const read = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();

/** Undefined of a minor of which they are not recorded. */
export function knownFlags(component: Component, minor: string): ReadonlySet<string> | undefined {
  const known = read.get(minor) ?? readFlags(minor);
  read.set(minor, known);
  return known.get(component);
}

function readFlags(minor: string): ReadonlyMap<string, ReadonlySet<string>> {
  const file = path.join(packageRoot(), "assets", "kubeadm", "arguments", `${minor}.txt`);
  const flags = new Map<string, Set<string>>();
  if (!/^\d+\.\d+$/.test(minor) || !existsSync(file)) return flags;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [component, name] = line.split(" ");
    if (!component || !name) continue;
    flags.set(component, (flags.get(component) ?? new Set()).add(name));
  }
  return flags;
}
