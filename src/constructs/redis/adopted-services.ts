/** Passwords that another stack made. */
import { Construct, type IConstruct } from "constructs";
import { JangadaError } from "../../errors";
import type { CacheServicesAttributes, ICacheServices } from "./cache-services";

export class AdoptedCacheServices extends Construct implements ICacheServices {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: CacheServicesAttributes,
  ) {
    super(scope, id);
  }
  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }
}

/** @throws JangadaError CACHE_SERVICE_UNKNOWN, naming those that there are. */
export function connectionSecretOf(place: IConstruct, attributes: CacheServicesAttributes, service: string): string {
  const name = attributes.connectionSecrets[service];
  if (name !== undefined) return name;
  throw new JangadaError({
    code: "CACHE_SERVICE_UNKNOWN",
    message: `The cache has no service '${service}'.`,
    place: { construct: place.node.path },
    remedy: `It has: ${Object.keys(attributes.connectionSecrets).join(", ") || "none"}. Add it to the entry's 'services'.`,
  });
}
