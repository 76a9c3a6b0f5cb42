/** A store that another stack made, or that exists already. */
import { Construct } from "constructs";
import type { Permission } from "../../model/identity";
import type { IObjectStore, ObjectStoreAttributes } from "./contract";
import type { Access } from "./section";

export class AdoptedObjectStore extends Construct implements IObjectStore {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: ObjectStoreAttributes,
  ) {
    super(scope, id);
  }
  public get bucketName(): string {
    return this.attributes.bucketName;
  }
  public get region(): string {
    return this.attributes.region;
  }
  public get endpoint(): string {
    return this.attributes.endpoint;
  }
  public permissions(access: Access, prefix?: string): readonly Permission[] {
    return objectPermissions(this.attributes, access, prefix);
  }
}

/** The permission as every target understands it: ids are the cloud's own. */
export function objectPermissions(
  { bucketName, details }: Pick<ObjectStoreAttributes, "bucketName" | "details">,
  access: Access,
  prefix?: string,
): readonly Permission[] {
  return [
    {
      kind: "objects",
      access,
      storeId: details["storeId"] ?? bucketName,
      ...(prefix === undefined ? {} : { prefix }),
      keyIds: details["keyId"] ? [details["keyId"]] : [],
    },
  ];
}
