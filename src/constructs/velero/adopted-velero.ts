/** Velero of another stack. */
import { Construct } from "constructs";
import type { IVelero, VeleroAttributes } from "./contract";

export class AdoptedVelero extends Construct implements IVelero {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: VeleroAttributes,
  ) {
    super(scope, id);
  }
  public get namespace(): string {
    return this.attributes.namespace;
  }
}
