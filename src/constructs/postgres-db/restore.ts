/** From what a server is made when it is made: another one's backups, as they were at a time. */
import { z } from "zod";

export const restoreSchema = z
  .strictObject({
    from: z
      .string()
      .min(1)
      .max(255)
      .describe(
        "Name of another server of this file; or what the cloud calls a server, or the backups of one that is gone.",
      ),
    at: z.iso
      .datetime({
        offset: true,
        error:
          "A time with seconds and its zone, such as 2026-11-25T14:04:00Z or 2026-11-25T15:04:00+01:00 (RFC 3339).",
      })
      .optional()
      .describe(
        "The time as of which everything is, with its zone, such as 2026-11-25T14:04:00Z. Default: none; then `latest`.",
      ),
    latest: z
      .literal(true)
      .optional()
      .describe("In place of `at`: the last time that there are backups of, typically five minutes ago."),
  })
  .refine(({ at, latest }) => (at === undefined) !== (latest === undefined), {
    error: "Either `at`, a time, or `latest: true`.",
  });

export type RestoreSection = z.output<typeof restoreSchema>;

/** In UTC and without fractions of a second. */
export function utcOf(time: string): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}

/** For people: `orders as of 2026-11-25T14:04:00Z`. */
export function pointOf({ from, at }: RestoreSection): string {
  return at === undefined ? `${from}, as late as there are backups` : `${from} as of ${utcOf(at)}`;
}
