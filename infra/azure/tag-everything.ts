/** The environment's tags on whatever can carry tags: azurerm has no default ones. */
import { type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Zones and their links take 15 tags instead of 50
 * (learn.microsoft.com/azure/azure-resource-manager/management/tag-resources, "Limitations"): they carry the project's own alone.
 */
const FEW_TAGS = ["azurerm_private_dns_zone", "azurerm_private_dns_zone_virtual_network_link", "azurerm_dns_zone"];

export class TagEverything implements IAspect {
  constructor(
    private readonly tags: Readonly<Record<string, string>>,
    private readonly own: readonly string[],
  ) {}

  public visit(node: IConstruct): void {
    // A binding has a setter for what its resource takes.
    if (!TerraformResource.isTerraformResource(node) || !("tagsInput" in node)) return;
    if (!node.terraformResourceType.startsWith("azurerm_")) return;
    const few = FEW_TAGS.includes(node.terraformResourceType);
    const tags = few
      ? this.own.flatMap((key) => (this.tags[key] ? [[key, this.tags[key]]] : []))
      : Object.entries(this.tags);
    // Beneath what a construct says of its resource itself, and what other aspects override.
    const given = (node as { readonly tagsInput?: Readonly<Record<string, string>> }).tagsInput;
    Reflect.set(node, "tags", { ...(Object.fromEntries(tags) as Record<string, string>), ...given });
  }
}
