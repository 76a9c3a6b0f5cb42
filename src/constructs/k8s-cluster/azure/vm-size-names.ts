/** How Azure names sizes of virtual machines. */

/**
 * `Standard_`, the family, CPUs (and how many of them are left on, behind a hyphen), features, and what accelerates it or which version it is:
 * learn.microsoft.com/azure/virtual-machines/vm-naming-conventions. The families, those that are retired as well: the tables of
 * learn.microsoft.com/azure/virtual-machines/sizes/overview.
 */
const NAME =
  /^Standard_(?<family>A|B|DC?|DS|EC?|FX?|FS|GS?|H[BCX]?|LS?|M|N[CDGPV])\d+(?:-\d+)?(?<letters>[a-z]*)(?:_[A-Za-z0-9]+)*$/;

/** @returns what a name says of its size; undefined where it is none that Azure gives */
export function readVmSizeName(vmSize: string): { readonly family: string; readonly letters: string } | undefined {
  const { family, letters } = NAME.exec(vmSize)?.groups ?? {};
  return family === undefined || letters === undefined ? undefined : { family, letters };
}
