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
    const { input: _input, triggersReplace: _triggers, ...meta } = props;
    super(scope, id, {
      terraformResourceType: TerraformData.tfResourceType,
      terraformGeneratorMetadata: { providerName: "terraform" },
      ...meta,
    });
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
