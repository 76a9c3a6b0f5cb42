/** The one line of JSON that a stage prints (`assets/kubeadm/run.sh`), as far as it is read here. */
import { z } from "zod";

/** Of a check: what is not as it is to be, and what could not be told. */
export const checkLine = z.object({
  ok: z.boolean(),
  differs: z.array(z.string()).default([]),
  problems: z.array(z.string()).default([]),
});

/** Of any stage, which says whose it is, too. */
export const stageLine = checkLine.extend({ stage: z.string(), host: z.string() });
export type StageLine = z.output<typeof stageLine>;
