/** An import of what somebody else has made already: `import` in Terraform's configuration, with a `for_each`, which cdktf lacks. */
import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

export interface ImportBlockProps {
  /** An expression of a map or a set that the plan knows; of an empty one nothing is imported. */
  readonly forEach: string;
  /** Address of the resource, without a template: `<type>.<name>[each.key]`. */
  readonly to: string;
  /** The object's id: an expression over `each`. */
  readonly id: string;
}

/** Takes objects that exist into the state, and does nothing for those that it holds. */
export class ImportBlock extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ImportBlockProps,
  ) {
    super(scope, id);
  }

  public override toTerraform(): { readonly import: readonly object[] } {
    const { forEach, to, id } = this.props;
    return { import: [{ for_each: forEach, to, id }] };
  }
}
