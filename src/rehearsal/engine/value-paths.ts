/** Paths into values, and diagnostics that carry one. */
import type { Diagnostic, PathStep } from "../protocol/handlers";
import type { DiagnosticText } from "./diagnostic-wording";

export type Path = readonly PathStep[];

/** A path as the older SDK writes it: `rule.0.ports`. */
export const dotted = (path: Path): string =>
  path.map((step) => ("attribute" in step ? step.attribute : "key" in step ? step.key : step.index)).join(".");

export const diagnosticAt = (words: DiagnosticText, path: Path): Diagnostic => ({ severity: "error", ...words, path });
