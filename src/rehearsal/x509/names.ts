/** Distinguished names and alternative names, in DER. */
import { isIP, SocketAddress } from "node:net";
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

/** 4 or 16 bytes. @throws RangeError when it is no IP address. */
export function addressBytes(address: string): Buffer {
  const family = isIP(address);
  if (family === 4) return Buffer.from(address.split(".").map(Number));
  if (family !== 6) throw new RangeError(`invalid IP address: ${address}`);
  // Node writes the canonical form, in which an embedded IPv4 part is the only irregular one.
  const canonical = new SocketAddress({ address, family: "ipv6" }).address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, a, b, c, d) => `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`,
  );
  const [head = "", tail] = canonical.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const middle = Array<string>(8 - left.length - right.length).fill("0");
  const groups = [...left, ...middle, ...right];
  return Buffer.from(groups.map((group) => group.padStart(4, "0")).join(""), "hex");
}
