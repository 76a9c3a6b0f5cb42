/** A schema of what is written in a given form. */
import { z } from "zod";
import type { TextForm } from "./target-facts";

export function textSchema({ pattern, error }: TextForm): z.ZodString {
  return z.string().regex(pattern, { error });
}
