/** Reads ASN.1 values in DER: what certificate requests and certificates hold. */

export class DerValue {
  private constructor(
    readonly tag: number,
    readonly content: Buffer,
    /** The whole encoding, as it stood. */
    readonly raw: Buffer,
  ) {}

  /** @throws RangeError when the bytes are not one whole DER value. */
  static parse(bytes: Buffer): DerValue {
    const value = DerValue.readAt(bytes, 0);
    if (value.raw.length !== bytes.length) throw new RangeError("asn1: trailing data");
    return value;
  }

  /** The values inside a constructed one. */
  get children(): readonly DerValue[] {
    const found: DerValue[] = [];
    for (let offset = 0; offset < this.content.length;) {
      const child = DerValue.readAt(this.content, offset);
      found.push(child);
      offset += child.raw.length;
    }
    return found;
  }

  /** The child at a place. @throws RangeError when there is none. */
  child(index: number): DerValue {
    const found = this.children[index];
    if (!found) throw new RangeError("asn1: structure error");
    return found;
  }

  /** An object identifier in dotted form. */
  get oid(): string {
    const parts: number[] = [];
    let value = 0;
    for (const byte of this.content) {
      value = value * 128 + (byte & 0x7f);
      if (byte & 0x80) continue;
      if (parts.length === 0) {
        const first = Math.min(Math.floor(value / 40), 2);
        parts.push(first, value - first * 40);
      } else parts.push(value);
      value = 0;
    }
    return parts.join(".");
  }

  private static readAt(bytes: Buffer, offset: number): DerValue {
    const tag = bytes[offset];
    const first = bytes[offset + 1];
    if (tag === undefined || first === undefined) throw new RangeError("asn1: syntax error: data truncated");
    const extra = first < 0x80 ? 0 : first & 0x7f;
    if (extra > 4) throw new RangeError("asn1: structure error: length too large");
    const start = offset + 2 + extra;
    let length = extra === 0 ? first : 0;
    for (let index = offset + 2; index < start; index++) length = length * 256 + (bytes[index] ?? 0);
    const end = start + length;
    if (end > bytes.length) throw new RangeError("asn1: syntax error: data truncated");
    return new DerValue(tag, bytes.subarray(start, end), bytes.subarray(offset, end));
  }
}
