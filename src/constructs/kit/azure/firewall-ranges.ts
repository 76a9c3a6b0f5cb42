/** The file's ranges (`azure.deployFrom`) as the firewalls of Azure's services take them. */

/**
 * Of a storage account: ranges of one or two addresses are written as addresses
 * (learn.microsoft.com/azure/storage/common/storage-network-security-limitations, "IP network rules").
 */
export function storageFirewallRanges(ranges: readonly string[] = []): readonly string[] {
  return ranges.flatMap((range) => {
    const [address = "", prefix] = range.split("/");
    if (prefix === "32") return [address];
    return prefix === "31" ? [address, nextAddress(address)] : [range];
  });
}

/** Of the two of a /31, whose first one is even. */
function nextAddress(address: string): string {
  return address.replace(/\d+$/, (last) => String(Number(last) + 1));
}
