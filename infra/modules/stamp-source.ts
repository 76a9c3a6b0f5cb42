/** Writes into each resource which part of which environment file it comes from. */
import { type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { sourceOf } from "../../src/constructs/kit/cdktf/source";

/** The tag by which a named thing of the environment file is found again in the cloud. */
export const NAMED_TAG = "jangada:named";

/** In the resource's metadata (`//`), and for the types that stand for a named thing also in a tag. */
export class StampSource implements IAspect {
  constructor(private readonly namedTypes: readonly string[]) {}

  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node)) return;
    const source = sourceOf(node);
    if (!source) return;
    node.addOverride("//", { environment: { file: source.file, path: source.path } });
    if (this.namedTypes.includes(node.terraformResourceType)) node.addOverride("tags", { [NAMED_TAG]: source.path });
  }
}
