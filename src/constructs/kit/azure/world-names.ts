/** Names that are unique in the world: what can be read of the environment, and a digest of what it is. */
import { createHash } from "node:crypto";

const DIGEST = 8;

const digestOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("/")).digest("hex").slice(0, DIGEST);

/**
 * Of a storage account: 3 to 24 lower-case letters and digits (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).
 * @param name What it belongs to: the environment's name, cut where it is long.
 * @param use What it is for, within that; part of the digest.
 * @param word What is read of its use in the name: at most four lower-case letters or digits.
 */
export function storageAccountName(subscription: string, name: string, use: string, word: string): string {
  return `${name.replaceAll("-", "").slice(0, 24 - DIGEST - word.length)}${word}${digestOf(subscription, name, use)}`;
}

/**
 * Of a key vault: 3 to 24 letters, digits and single hyphens, a letter first (the same page). A vault that was deleted keeps its name:
 * the same environment takes it back.
 * @param name What it belongs to: the environment's name, cut where it is long.
 * @param use What it is for, within that; part of the digest.
 */
export function keyVaultName(subscription: string, name: string, use: string): string {
  const readable = name.slice(0, 24 - DIGEST - 1).replace(/-+$/, "");
  return `${readable}-${digestOf(subscription, name, use)}`;
}

/**
 * Of a PostgreSQL server: 3 to 63 lower-case letters, digits and hyphens (the same page): `<name>.postgres.database.azure.com` is one in the world.
 * @param name What is read of it, cut where it is long.
 */
export function postgresServerName(subscription: string, name: string): string {
  const readable = name.slice(0, 63 - DIGEST - 1).replace(/-+$/, "");
  return `${readable}-${digestOf(subscription, name, "postgres")}`;
}
