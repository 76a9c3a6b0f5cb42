/** How long a certificate is valid, and when it is to be renewed. */
import { numberOf, textOf } from "../../rehearsal/engine/attributes";
import { UNKNOWN, type Value, type ValueObject } from "../../rehearsal/protocol/value";

const HOUR_MS = 3600 * 1000;

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** From now (whole seconds, as certificates count) for `validity_period_hours`. */
export function validityOf(state: ValueObject): Validity {
  const notBefore = new Date(Math.floor(Date.now() / 1000) * 1000);
  return {
    notBefore,
    notAfter: new Date(notBefore.getTime() + (numberOf(state.validity_period_hours) ?? 0) * HOUR_MS),
  };
}

/** RFC 3339, in whole seconds. */
export const rfc3339 = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, "Z");

/** Plans `ready_for_renewal`: false, until the time for early renewal has come. */
export function planRenewal(planned: ValueObject, prior: ValueObject | null): void {
  planned.ready_for_renewal = isDue(planned, prior) ? UNKNOWN : false;
}

/** Whether the certificate that there is must be replaced by now. */
export function isDue(planned: ValueObject, prior: ValueObject | null): boolean {
  const end = textOf(prior?.validity_end_time);
  if (!end) return false;
  return Date.parse(end) - (numberOf(planned.early_renewal_hours) ?? 0) * HOUR_MS <= Date.now();
}

/** What every certificate publishes beside itself. The id is the serial number in decimal. */
export function published(serial: Buffer, pem: string, { notBefore, notAfter }: Validity): { [name: string]: Value } {
  return {
    id: BigInt(`0x${serial.toString("hex")}`).toString(),
    cert_pem: pem,
    ready_for_renewal: false,
    validity_start_time: rfc3339(notBefore),
    validity_end_time: rfc3339(notAfter),
  };
}
