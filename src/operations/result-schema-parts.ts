/** The parts of JSON that reviews and drift checks have in common. */
import { z } from "zod";
import { SEVERITIES } from "../model/risk";

export const severityForm = z.enum(SEVERITIES);

export const problemForm = z
  .object({
    code: z.string(),
    message: z.string(),
    place: z
      .object({
        file: z.string().optional(),
        line: z.int().optional(),
        column: z.int().optional(),
        path: z.string().optional(),
        construct: z.string().optional(),
        address: z.string().optional(),
      })
      .optional(),
    remedy: z.string().optional(),
  })
  .describe("Something that is wrong.");

export const sourceForm = z
  .object({
    file: z.string().describe("Relative to the project's root."),
    path: z.string().describe("Path in the file, such as databases.orders."),
    line: z.int().optional(),
    column: z.int().optional(),
  })
  .describe("Where in the environment file it comes from.");

/** One value that differs. */
export const attributeForm = z.object({
  path: z.string(),
  before: z.unknown().optional().describe("Masked and cut; absent if there was none."),
  after: z.unknown().optional(),
  unknown: z.boolean().describe("Known only after apply."),
  sensitive: z.boolean(),
  forcesReplacement: z.boolean(),
  document: z.string().optional().describe("The attribute whose text holds the path."),
});
