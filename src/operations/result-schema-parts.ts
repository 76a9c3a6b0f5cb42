/** The parts of JSON that reviews and drift checks have in common. */
import { z } from "zod";
import { SEVERITIES } from "../model/risk";

export const severityForm = z.enum(SEVERITIES).describe("How bad it is.");

export const problemForm = z
  .object({
    code: z.string().describe("What kind of problem it is: the same for the same kind, and never told otherwise."),
    message: z.string().describe("What is wrong, for people."),
    place: z
      .object({
        file: z.string().optional().describe("Relative to the project's root; absolute where it is not below."),
        line: z.int().optional().describe("Counted from 1."),
        column: z.int().optional().describe("Counted from 1."),
        path: z.string().optional().describe("Path in the file, or the prop of a construct."),
        construct: z.string().optional().describe("Path of a construct of the app."),
        address: z.string().optional().describe("Terraform's address of a resource."),
      })
      .optional()
      .describe("Where it is wrong; absent where it is no one place."),
    remedy: z.string().optional().describe("What to do about it, for people."),
  })
  .describe("Something that is wrong.");

export const sourceForm = z
  .object({
    file: z.string().describe("Relative to the project's root."),
    path: z.string().describe("Path in the file, such as databases.orders."),
    line: z.int().optional().describe("Counted from 1; absent where the file is not at hand."),
    column: z.int().optional().describe("Counted from 1."),
  })
  .describe("Where in the environment file it comes from.");

/** One value that differs. */
export const attributeForm = z.object({
  path: z.string().describe("Path of the attribute, such as tags.owner or ingress[0].from_port."),
  before: z.unknown().optional().describe("Masked and cut; absent if there was none."),
  after: z.unknown().optional().describe("The same, as it becomes; absent if there will be none."),
  unknown: z.boolean().describe("Known only after apply."),
  sensitive: z.boolean().describe("Whether the values are secret: then they are masked."),
  forcesReplacement: z.boolean().describe("Whether the resource is replaced because of it."),
  document: z.string().optional().describe("The attribute whose text holds the path."),
});

export const terraformForm = z
  .object({
    product: z.string().describe("terraform or tofu."),
    version: z.string().describe("Of the program, such as 1.11.4."),
  })
  .describe("What planned it.");
