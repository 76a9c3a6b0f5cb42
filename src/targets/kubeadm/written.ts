/**
 * What is right in a block as it was written, field by field: what is wrong in one must not hide what is wrong in another, and
 * whoever has a dozen hosts wants to know of all of them at once.
 */
import type { z } from "zod";
import { blockFields, type KubeadmBlock } from "./block";
import { bastionSection, type Host, hostSection } from "./host-section";

export type Path = readonly (string | number)[];

/** A host's right fields, and where it stands. */
export type WrittenHost = Partial<Host> & { readonly path: Path };

export type WrittenBlock = Partial<Omit<KubeadmBlock, "hosts" | "bastion">> & {
  readonly bastion?: Partial<z.output<typeof bastionSection>>;
  readonly hosts: readonly WrittenHost[];
  /** The keys that are there, right or not. */
  readonly keys: readonly string[];
  /** Whether every entry is a map, and none is left out. */
  readonly whole: boolean;
};

export function readWritten(written: unknown): WrittenBlock {
  const { hosts: list, bastion, ...rest } = asMap(written);
  const { hosts: _hosts, bastion: _bastion, ...fields } = blockFields;
  const hosts = Array.isArray(list) ? list : [];
  return {
    ...(validParts(fields, rest) as Partial<Omit<KubeadmBlock, "hosts" | "bastion">>),
    ...(bastion === undefined ? {} : { bastion: validParts(bastionSection.shape, asMap(bastion)) }),
    hosts: hosts.map((host: unknown, index) => ({
      ...(validParts(hostSection.shape, asMap(host)) as Partial<Host>),
      path: ["hosts", index],
    })),
    keys: Object.keys(asMap(written)),
    whole: hosts.every((host: unknown) => typeof asMap(host)["role"] === "string"),
  };
}

function validParts(shape: z.ZodRawShape, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([key, schema]) => {
      const parsed = (schema as z.ZodType).safeParse(Object.hasOwn(given, key) ? given[key] : undefined);
      return parsed.success && parsed.data !== undefined ? [[key, parsed.data]] : [];
    }),
  );
}

const asMap = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
