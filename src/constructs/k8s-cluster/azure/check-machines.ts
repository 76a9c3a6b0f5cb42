/** What is checked of a size of virtual machines: whether there is one, where, and whether a node fits on it. */
import type { SectionProblem } from "../../../model/component";
import { AZURE_REGIONS } from "../../../targets/aks/regions";
import { offersVmSize, vmSizes } from "../../../targets/aks/vm-sizes";
import { takesPremiumDisks } from "./machines";
import { readVmSizeName } from "./vm-size-names";

type Found = Omit<SectionProblem, "path">;

/**
 * Of a node: AKS takes no less for its own pods (learn.microsoft.com/azure/aks/use-system-pools, "Limitations"), and what the platform
 * runs on every node asks for about half a CPU and 1 GiB.
 */
const LEAST = { cpus: 2, memory: 4 };
/** Families of which the catalog knows every size that nodes can have; of graphics and other special machines it knows none. */
const KNOWN_FAMILIES = /^Standard_[BDEFL]\d/;

/** @returns the first of what is wrong: what is right again with it is not told */
export function checkVmSize(vmSize: string, location: string): Found | undefined {
  return (
    checkName(vmSize) ?? checkDisks(vmSize) ?? checkKnown(vmSize) ?? checkRoom(vmSize) ?? checkOffered(vmSize, location)
  );
}

/** Of what is no size at all nothing else can be told. */
function checkName(vmSize: string): Found | undefined {
  return readVmSizeName(vmSize) ? undefined : unknown(vmSize, ["Standard_D4ds_v5"]);
}

function checkDisks(vmSize: string): Found | undefined {
  if (takesPremiumDisks(vmSize)) return undefined;
  return {
    code: "CLUSTER_VM_SIZE_UNFIT",
    message: `Machines of the size '${vmSize}' take no premium disks and have no encryption on the host.`,
    remedy: "Choose one with an 's' among the letters behind its number, such as Standard_D4ds_v5.",
  };
}

function checkKnown(vmSize: string): Found | undefined {
  if (vmSizes().has(vmSize) || !KNOWN_FAMILIES.test(vmSize)) return undefined;
  const [family = "", cpus = ""] = /^Standard_[A-Z]+(\d+)/.exec(vmSize) ?? [];
  const similar = [...vmSizes().keys()].filter(
    (name) => name.startsWith(family.slice(0, -cpus.length)) && name.includes(cpus),
  );
  return unknown(vmSize, similar);
}

function unknown(vmSize: string, similar: readonly string[]): Found {
  return {
    code: "CLUSTER_VM_SIZE_UNKNOWN",
    message: `There are no machines of the size '${vmSize}', or AKS makes no nodes of them.`,
    remedy: `Write the size as \`az vm list-skus\` shows it${similar.length > 0 ? `, such as ${similar.slice(0, 3).join(", ")}` : ""}.`,
  };
}

function checkRoom(vmSize: string): Found | undefined {
  const size = vmSizes().get(vmSize);
  if (!size || (size.cpus >= LEAST.cpus && size.memory >= LEAST.memory)) return undefined;
  return {
    code: "CLUSTER_VM_SIZE_NO_ROOM",
    message: `Machines of the size '${vmSize}' have ${size.cpus} CPUs and ${size.memory} GiB: the platform's own pods find no room there.`,
    remedy: `Choose one with ${LEAST.cpus} CPUs and ${LEAST.memory} GiB or more, such as Standard_D2ds_v5.`,
  };
}

function checkOffered(vmSize: string, location: string): Found | undefined {
  const size = vmSizes().get(vmSize);
  if (!size || !Object.hasOwn(AZURE_REGIONS, location) || offersVmSize(location, vmSize)) return undefined;
  return {
    code: "CLUSTER_VM_SIZE_NOT_OFFERED",
    message: `'${location}' offers no machines of the size '${vmSize}', in none of its zones.`,
    remedy:
      "Choose another size: `az vm list-skus --location <location> --resource-type virtualMachines` shows what there is.",
  };
}
