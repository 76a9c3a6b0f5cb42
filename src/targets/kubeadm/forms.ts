/** How hosts, their addresses and those who log in are written. */
import { z } from "zod";
import { parseAddress } from "../../model/cidr";

/** A host's name is its node's name: a label of DNS (RFC 1123), so that it can be a host name as well. */
export const hostName = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  message: "must be up to 63 lower-case letters, digits and hyphens, as a host name is",
});

/** A name of DNS whose last part is no number: `10.0.0.256` is a slip, and no name. */
const DNS_NAME =
  /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?$/;

export const isDnsName = (text: string): boolean => DNS_NAME.test(text);
export const isIpv4 = (text: string): boolean => parseAddress(text)?.family === 4;

/** Where one connects to. */
export const reachableAddress = z
  .string()
  .refine((text) => isIpv4(text) || isDnsName(text), { error: "must be an IPv4 address or a DNS name" });

export const ipv4Address = z.string().refine(isIpv4, { error: "must be an IPv4 address, such as 192.0.2.10" });

export const ipv4Range = z.cidrv4({ message: "must be an IPv4 range, such as 10.244.0.0/16" });

export const port = z.int().min(1).max(65535);

/** As `useradd` of Debian takes it (man 8 useradd, CAVEATS; at most 32 characters). */
export const userName = z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, {
  message: "must be the name of a Linux user: lower-case letters, digits, '-' and '_', at most 32",
});

/** 15 characters, no slash and no space (IFNAMSIZ; dev_valid_name of Linux). */
export const interfaceName = z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9_.@-]{1,15}$/, {
  message: "must be the name of a network interface, such as eth0",
});
