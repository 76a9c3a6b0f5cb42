/** Databases and roles that another stack made. */
import { Construct, type IConstruct } from "constructs";
import { JangadaError } from "../../errors";
import type { IPostgresServices, PostgresServicesAttributes } from "./postgres-services";

export class AdoptedPostgresServices extends Construct implements IPostgresServices {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: PostgresServicesAttributes,
  ) {
    super(scope, id);
  }
  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }
}

/** @throws JangadaError POSTGRES_SERVICE_UNKNOWN, naming those that there are. */
export function connectionSecretOf(place: IConstruct, attributes: PostgresServicesAttributes, service: string): string {
  const name = attributes.connectionSecrets[service];
  if (name !== undefined) return name;
  throw new JangadaError({
    code: "POSTGRES_SERVICE_UNKNOWN",
    message: `The server has no service '${service}'.`,
    place: { construct: place.node.path },
    remedy: `It has: ${Object.keys(attributes.connectionSecrets).join(", ") || "none"}. Add it to the database's 'services'.`,
  });
}
