/** A broker that another stack made, or that exists already. */
import { Construct } from "constructs";
import { JangadaError } from "../../errors";
import { RUNS, type Runs } from "../../model/runs";
import type { BrokerAdmin, IMessageBroker, MessageBrokerAttributes } from "./contract";

/** What `details` holds of a broker whose administrator has a first password. */
export interface FirstPasswordDetails extends Readonly<Record<string, string>> {
  readonly username: string;
  /** Name in the cloud's store of the secret with the first password. */
  readonly firstSecret: string;
  /** The cloud's id of the broker: another one when it has been made anew under its old name. */
  readonly life: string;
  /** The broker's key, as the cloud names it. */
  readonly keyId: string;
}

export class AdoptedMessageBroker extends Construct implements IMessageBroker {
  public readonly runs: Runs;
  public readonly admin: BrokerAdmin;

  /** @throws JangadaError RABBITMQ_ADMIN_UNKNOWN if the attributes of a managed one do not say who administers it. */
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: MessageBrokerAttributes,
  ) {
    super(scope, id);
    this.runs = RUNS.find((runs) => runs === attributes.runs) ?? "managed";
    this.admin = this.runs === "in-cluster" ? { kind: "operator" } : this.firstPassword();
  }

  public get brokerName(): string {
    return this.attributes.brokerName;
  }
  public get version(): string {
    return this.attributes.version;
  }
  public get host(): string {
    return this.attributes.host;
  }
  public get port(): number {
    return this.attributes.port;
  }
  public get managementHost(): string {
    return this.attributes.managementHost;
  }
  public get managementPort(): number {
    return this.attributes.managementPort;
  }
  public get authoritySecret(): string {
    return this.attributes.authoritySecret;
  }

  private firstPassword(): BrokerAdmin {
    const { username, firstSecret } = this.attributes.details;
    if (username && firstSecret) return { kind: "first-password", username, remoteName: firstSecret };
    throw new JangadaError({
      code: "RABBITMQ_ADMIN_UNKNOWN",
      message: `'details' of the broker '${this.attributes.brokerName}' names no administrator.`,
      place: { construct: this.node.path },
      remedy:
        "Give `details: { username, firstSecret }`: the administrator, and the name of the secret with its password.",
    });
  }
}
