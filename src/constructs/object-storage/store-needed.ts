/** Where no cloud is, nobody keeps what of the platform outlives its pods: the file has to name a store for it. */
import type { SectionProblem } from "../../model/component";

/**
 * @param store What the file names.
 * @param path Of what has to name one.
 * @param field How the field is called, from there.
 * @param keeps What is kept in it, as the beginning of a sentence.
 */
export function storeNeeded(
  store: string | undefined,
  path: SectionProblem["path"],
  field: string,
  keeps: string,
): readonly SectionProblem[] {
  if (store !== undefined) return [];
  return [
    {
      path,
      code: "OBJECT_STORAGE_NEEDED",
      message: `${keeps} need a store of objects, and bare hosts stand in no cloud that would make one.`,
      remedy: `Name a store of 'objectStorage': \`${field}: …\`.`,
    },
  ];
}
