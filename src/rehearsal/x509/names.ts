/** Distinguished names and alternative names, in DER. */
import { BITS, parseAddress, plainFamily } from "../../model/cidr";
import { contextPrimitive, ia5String, oid, sequence, setOf, text } from "./der";

/** What a name may say, in the order in which Go writes it, which is the order that the tls provider's certificates have. */
const ATTRIBUTES = {
  country: "2.5.4.6",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  locality: "2.5.4.7",
  province: "2.5.4.8",
  streetAddress: "2.5.4.9",
  postalCode: "2.5.4.17",
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
  emailAddress: "1.2.840.113549.1.9.1",
} as const;

export type NameParts = { readonly [part in keyof typeof ATTRIBUTES]?: string | readonly string[] };

/** A distinguished name in DER (RFC 5280, 4.1.2.4). */
export function distinguishedName(parts: NameParts): Buffer {
  return sequence(
    ...Object.entries(ATTRIBUTES).flatMap(([part, id]) => {
      const value = parts[part as keyof NameParts] ?? [];
      // E-mail addresses hold an @, which a PrintableString cannot (RFC 5280, appendix A.1).
      const write = part === "emailAddress" ? ia5String : text;
      return [value].flat().map((item) => setOf(sequence(oid(id), write(item))));
    }),
  );
}

export interface AlternativeNames {
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly uri?: readonly string[];
}

/** GeneralNames in DER (RFC 5280, 4.2.1.6); undefined when there is none. */
export function alternativeNames({ dns = [], ip = [], uri = [] }: AlternativeNames): Buffer | undefined {
  if (dns.length + ip.length + uri.length === 0) return undefined;
  return sequence(
    ...dns.map((name) => contextPrimitive(2, Buffer.from(name, "latin1"))),
    ...ip.map((address) => contextPrimitive(7, addressBytes(address))),
    ...uri.map((name) => contextPrimitive(6, Buffer.from(name, "latin1"))),
  );
}

/** 4 or 16 bytes. Go writes what is an IPv4 address within IPv6 as IPv4. @throws RangeError when it is no IP address. */
export function addressBytes(address: string): Buffer {
  const parsed = parseAddress(address);
  if (!parsed) throw new RangeError(`invalid IP address: ${address}`);
  const { family, number } = plainFamily(parsed);
  return Buffer.from(number.toString(16).padStart(BITS[family] / 4, "0"), "hex");
}
