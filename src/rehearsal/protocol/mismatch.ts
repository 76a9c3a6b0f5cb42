/** Saying where in a value something does not fit its type. */
import { JangadaError } from "../../errors";

/** A step into a value and the steps before it; null is the value itself. */
export interface Place {
  readonly step: string | number;
  readonly before: Place | null;
}

/** One step further in. */
export function within(before: Place | null, step: string | number): Place {
  return { step, before };
}

/** The error for a value that does not fit. The value itself is not shown, since it may be a secret: only its kind is. */
export function mismatch(place: Place | null, wanted: unknown, found: unknown): JangadaError {
  const expected = typeof wanted === "string" ? wanted : kindOfType(wanted);
  return new JangadaError({
    code: "REHEARSAL_VALUE",
    message: `${place ? `${pathText(place)}: ` : ""}${expected} expected, found ${kindOf(found)}`,
  });
}

/** `rule[0].key`, as in Terraform's own messages. */
export function pathText(place: Place): string {
  const { step, before } = place;
  if (typeof step === "number") return `${before ? pathText(before) : ""}[${step}]`;
  return before ? `${pathText(before)}.${step}` : step;
}

function kindOfType(type: unknown): string {
  return Array.isArray(type) ? String(type[0]) : String(type);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== "object") return `a ${typeof value}`;
  const name = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name;
  return name === undefined || name === "Object" ? "an object" : `a value of the kind ${name}`;
}
