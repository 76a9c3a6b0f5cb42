/** Terraform's own `terraform_data`. */
import {
  anyToHclTerraform,
  anyToTerraform,
  hashMapper,
  hashMapperHcl,
  type TerraformMetaArguments,
  TerraformResource,
} from "cdktf";
import type { Construct } from "constructs";

export interface TerraformDataProps extends Pick<
  TerraformMetaArguments,
  "dependsOn" | "lifecycle" | "provisioners" | "connection"
> {
  /** Kept in the state. @default nothing */
  readonly input?: unknown;
  /** Whose change replaces the resource. @default nothing */
  readonly triggersReplace?: unknown;
  /** Terraform's expression of a map: one for each of its keys. @default one alone */
  readonly forEach?: string;
}

/**
 * What cdktf's `DataResource` is, without its check at synth: that starts `terraform version` twice for every instance, which
 * took more than half of a synth's time, and fails where Terraform is not installed. Every stack's `required_version` says
 * the same.
 */
export class TerraformData extends TerraformResource {
  public static readonly tfResourceType = "terraform_data";

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformDataProps = {},
  ) {
    const { input: _input, triggersReplace: _triggers, forEach, ...meta } = props;
    super(scope, id, {
      terraformResourceType: TerraformData.tfResourceType,
      terraformGeneratorMetadata: { providerName: "terraform" },
      ...meta,
    });
    if (forEach !== undefined) this.addOverride("for_each", `\${${forEach}}`);
  }

  /** Terraform's expression of a text that is another one whenever one of them is made anew. */
  public get made(): string {
    const address = `${this.terraformResourceType}.${this.friendlyUniqueId}`;
    return this.props.forEach === undefined ? `${address}.id` : `join(",", values(${address})[*].id)`;
  }

  /** Made when the resource is made, and again when it is replaced. */
  public get id(): string {
    return this.getStringAttribute("id");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const write = hashMapper(anyToTerraform);
    return { input: write(this.props.input), triggers_replace: write(this.props.triggersReplace) };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    const write = hashMapperHcl(anyToHclTerraform);
    return { input: write(this.props.input), triggers_replace: write(this.props.triggersReplace) };
  }
}
