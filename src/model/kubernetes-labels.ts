/** How Kubernetes writes labels and taints (kubernetes.io/docs/concepts/overview/working-with-objects/labels, "Syntax and character set"). */
import { z } from "zod";

/** A label's or taint's key: an optional DNS prefix, and a name of up to 63 characters. */
export const labelKey = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/, {
    message: "must be a Kubernetes label key, such as team or example.org/team",
  });

export const labelValue = z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, {
  message: "must be a Kubernetes label value: up to 63 letters, digits, '-', '_', '.'",
});

export const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

export const taint = z.strictObject({
  key: labelKey.describe("Key of the taint."),
  value: labelValue.default("").describe("Value of the taint."),
  effect: z.enum(TAINT_EFFECTS).describe("What happens to pods that do not tolerate it."),
});
