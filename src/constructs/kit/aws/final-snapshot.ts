/** The name of the snapshot that is taken when a server goes. */
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { TerraformData } from "../cdktf/terraform-data";

export interface FinalSnapshotProps {
  /** Identifier of what the snapshot is taken of: its own begins with it. */
  readonly identifier: string;
  /** Everything whose change replaces the server. */
  readonly replacedWith: Readonly<Record<string, string>>;
}

/** So many digits of a UUID tell the lives of one server apart. */
const SUFFIX_LENGTH = 8;

/**
 * A snapshot's name must be new each time that a server of one name dies, known to the state beforehand, and the same in
 * every plan. So its suffix is the id of a resource that is made, replaced and destroyed together with the server; it is
 * Terraform's own `terraform_data`, which needs no provider, and neither clock nor randomness at synth.
 */
export class FinalSnapshot extends Construct {
  public readonly life: TerraformData;
  public readonly identifier: string;
  /** The address of `life`, as `replace_triggered_by` takes it: no expression. */
  public readonly address: string;

  constructor(scope: Construct, id: string, props: FinalSnapshotProps) {
    super(scope, id);
    this.life = new TerraformData(this, "Resource", { triggersReplace: { ...props.replacedWith } });
    this.identifier = `${props.identifier}-final-${Fn.substr(this.life.id, 0, SUFFIX_LENGTH)}`;
    this.address = `${this.life.terraformResourceType}.${this.life.friendlyUniqueId}`;
    this.node.defaultChild = this.life;
  }
}
