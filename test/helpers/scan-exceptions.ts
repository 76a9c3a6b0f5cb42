/** The findings of scanners that are excused, each of one resource, in environments by name, with its reason. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type OwnName, ROOT } from "./environments";

export interface ScanException {
  readonly check: string;
  readonly resource: string;
  readonly environments: readonly OwnName[];
  readonly reason: string;
}

export const SCAN_EXCEPTIONS = JSON.parse(
  fs.readFileSync(path.join(ROOT, "assets", "scan-exceptions.json"), "utf8"),
) as readonly ScanException[];
