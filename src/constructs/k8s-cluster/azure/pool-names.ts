/** Names of node pools on AKS: at most 12 lower-case letters and digits, a letter first. */
import { createHash } from "node:crypto";

/** Longest name of a pool of Linux nodes (learn.microsoft.com/azure/aks/create-node-pools). */
const LENGTH = 12;
const DIGEST = 4;
const TEMPORARY_DIGEST = 9;

/** The pool that AKS keeps for its own pods. No pool of the file can be called so. */
export const SYSTEM_POOL = "akssystem";

const digestOf = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/**
 * Of a pool in one zone: the pool's name as it is, where it fits, else cut, with a digest of the whole.
 * @param zone Its number; none in a location without zones.
 */
export function poolName(name: string, zone: string | undefined): string {
  const suffix = zone ?? "";
  const fits = /^[a-z][a-z0-9]*$/.test(name) && name.length + suffix.length <= LENGTH;
  if (fits) return `${name}${suffix}`;
  const readable = name.replaceAll("-", "").slice(0, LENGTH - suffix.length - DIGEST);
  return `${readable}${digestOf(name, DIGEST)}${suffix}`;
}

/** Of the pool that stands in while one gets other machines; no other pool is called so. */
export function temporaryName(poolNameInUse: string): string {
  return `tmp${digestOf(poolNameInUse, TEMPORARY_DIGEST)}`;
}
