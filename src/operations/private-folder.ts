/** Folders that hold states and plans: Terraform writes both in plain, and readable to everybody who reaches the folder. */
import * as fs from "node:fs";

const OWN = 0o700;

/** Makes a folder, with those above it, that only its owner can look into; closes one that is there already. */
export function privateFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: OWN });
  fs.chmodSync(folder, OWN);
}
