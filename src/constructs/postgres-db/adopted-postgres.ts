/** A server that another stack made, or that exists already. */
import { Construct } from "constructs";
import { JangadaError } from "../../errors";
import type { IPostgresDb, PostgresAdmin, PostgresDbAttributes } from "./contract";

/** What `details` holds of a server whose administrator's password is a secret in the cloud's store. */
export interface ServerDetails extends Readonly<Record<string, string>> {
  /** Id of the secret, as the cloud names it: a JSON object with `username` and `password`. */
  readonly secretId: string;
  /** The key that encrypts it, as the cloud names it. */
  readonly keyId: string;
  /** Another one when the server has been made anew under its old name and address. May be left out of one that exists. */
  readonly life: string;
}

/** What `details` holds of a server whose administrator is an identity of the cloud. */
export interface IdentityServerDetails extends Readonly<Record<string, string>> {
  /** Name of the role as which it logs in: the identity's name. */
  readonly username: string;
  /** Id of the identity, as the cloud names it. */
  readonly identityId: string;
  /** Id by which the identity asks for tokens. */
  readonly clientId: string;
  /** Id of the directory that issues them. */
  readonly tenant: string;
  /** Another one when the server has been made anew under its old name and address. May be left out of one that exists. */
  readonly life: string;
}

/** The same of a server that takes no passwords, only tokens: its services are identities of the cloud, too. */
export interface PasswordlessServerDetails extends IdentityServerDetails {
  /** That it is there says it: its value is `true`. */
  readonly passwordless: string;
}

export class AdoptedPostgres extends Construct implements IPostgresDb {
  public readonly admin: PostgresAdmin;

  /** @throws JangadaError POSTGRES_ADMIN_UNKNOWN if the attributes do not say where the administrator's secret is. */
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: PostgresDbAttributes,
  ) {
    super(scope, id);
    const admin = adminOf(attributes.details);
    if (admin === undefined) {
      throw new JangadaError({
        code: "POSTGRES_ADMIN_UNKNOWN",
        message: `'details' of the server '${attributes.serverName}' names no administrator.`,
        place: { construct: this.node.path },
        remedy:
          "Give `details: { secretId, keyId }`: the ids of the secret with username and password, and of its key; or `{ username, identityId, clientId, tenant }` of an identity of the cloud that is an administrator.",
      });
    }
    this.admin = admin;
  }

  public get serverName(): string {
    return this.attributes.serverName;
  }
  public get host(): string {
    return this.attributes.host;
  }
  public get port(): number {
    return this.attributes.port;
  }
  public get readerHost(): string {
    return this.attributes.readerHost;
  }
  public get majorVersion(): string {
    return this.attributes.majorVersion;
  }
}

function adminOf(details: Readonly<Record<string, string>>): PostgresAdmin | undefined {
  const { secretId, keyId, username, identityId, clientId, tenant, adminSecret } = details;
  if (adminSecret) return { kind: "operator", secretName: adminSecret };
  if (username && identityId && clientId && tenant) return { kind: "workload-identity", username };
  return secretId && keyId ? { kind: "secret", secretId, keyId } : undefined;
}
