/** Spellings that the file's own keys had in earlier versions; those of a section stand with its component. */
import type { RenamedField } from "../model/component";

export const renamedKeys: readonly RenamedField[] = [];
