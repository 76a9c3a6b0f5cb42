/** The arguments that name a certificate's subject: the `subject` block and the alternative names. */
import { firstOf, textOf, textsOf } from "../../rehearsal/engine/attributes";
import type { ValueObject } from "../../rehearsal/protocol/value";
import { subjectAlternativeNames, type Extension } from "../../rehearsal/x509/extensions";
import { distinguishedName } from "../../rehearsal/x509/names";

/** The distinguished name of the `subject` block, in DER; empty arguments say nothing. */
export function subjectOf(state: ValueObject): Buffer {
  const block = firstOf(state.subject);
  const part = (name: string): string | undefined => textOf(block?.[name]) || undefined;
  return distinguishedName({
    country: part("country"),
    organization: part("organization"),
    organizationalUnit: part("organizational_unit"),
    locality: part("locality"),
    province: part("province"),
    streetAddress: textsOf(block?.street_address),
    postalCode: part("postal_code"),
    commonName: part("common_name"),
    serialNumber: part("serial_number"),
    emailAddress: part("email_address"),
  });
}

/** @throws RangeError for an IP address that is none. */
export function alternativeNamesOf(state: ValueObject, subject: Buffer): readonly Extension[] {
  const names = { dns: textsOf(state.dns_names), ip: textsOf(state.ip_addresses), uri: textsOf(state.uris) };
  return subjectAlternativeNames(names, subject.length === EMPTY_NAME);
}

/** An empty sequence is its tag and its length. */
const EMPTY_NAME = 2;
