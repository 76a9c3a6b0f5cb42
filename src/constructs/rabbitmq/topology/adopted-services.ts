/** What another stack made on a broker. */
import { Construct, type IConstruct } from "constructs";
import { JangadaError } from "../../../errors";
import type { BrokerServicesAttributes, IBrokerServices } from "./broker-services";

export class AdoptedBrokerServices extends Construct implements IBrokerServices {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: BrokerServicesAttributes,
  ) {
    super(scope, id);
  }
  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }
}

/** @throws JangadaError RABBITMQ_SERVICE_UNKNOWN, naming those that there are. */
export function connectionSecretOf(place: IConstruct, attributes: BrokerServicesAttributes, service: string): string {
  const name = attributes.connectionSecrets[service];
  if (name !== undefined) return name;
  throw new JangadaError({
    code: "RABBITMQ_SERVICE_UNKNOWN",
    message: `The broker has no service '${service}'.`,
    place: { construct: place.node.path },
    remedy: `It has: ${Object.keys(attributes.connectionSecrets).join(", ") || "none"}. Add it to the broker's 'services'.`,
  });
}
