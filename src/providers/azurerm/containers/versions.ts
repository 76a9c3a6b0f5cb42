/** Kubernetes versions of AKS in the simulated subscription: whatever the day, the minors of the table are there. */
import { AKS_VERSIONS } from "../../../targets/aks/kubernetes-versions";

const minors = (): readonly string[] => Object.keys(AKS_VERSIONS).sort((one, other) => number(one) - number(other));

export const number = (version: string): number => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1000 + minor;
};

export const minorOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** A patch of a minor that was given without one. */
export const patchOf = (version: string): string => (version.split(".").length > 2 ? version : `${version}.0`);

export const isKnownMinor = (version: string): boolean => Object.hasOwn(AKS_VERSIONS, minorOf(version));

/** The second newest is what AKS takes where nothing is said (learn.microsoft.com/azure/aks/supported-kubernetes-versions). */
export const defaultVersion = (): string => minors().at(-2) ?? "";

/** Minors in which a cluster can be made or kept: with long-term support, longer. */
export const knownVersions = (): readonly string[] => minors();
