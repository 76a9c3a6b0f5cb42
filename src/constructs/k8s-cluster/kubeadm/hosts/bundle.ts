/** Files as one text, which `assets/kubeadm/unpack.sh` takes apart: a line each, `<path> <base64>`. */
import { Fn, Token } from "cdktf";

/** @param files texts by path; of some, only Terraform may know what is in them */
export function bundle(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, text]) => `${path} ${base64(text)}\n`)
    .join("");
}

const base64 = (text: string): string =>
  Token.isUnresolved(text) ? Fn.base64encode(text) : Buffer.from(text).toString("base64");
