/** The documents of a configuration file. */
import * as fs from "node:fs";
import { parseAllDocuments } from "yaml";
import { KubeadmError } from "./kubeadm-error";

export function documents(file: string): readonly { readonly kind: string }[] {
  return parseAllDocuments(fs.readFileSync(file, "utf8")).map((document) => document.toJS() as { kind: string });
}

export function find<T extends { readonly kind: string }>(file: string, kind: T["kind"]): T {
  const found = documents(file).find((document) => document.kind === kind);
  if (!found) throw new KubeadmError(`no ${kind} found in ${file}`);
  return found as T;
}
