/** How the services of a server log in: what the Job is told of it, what it waits for, and what applications are told afterwards. */
import type { Construct, IDependable } from "constructs";
import { MONITORING_SERVICE } from "../../../model/observed";
import { ServicePasswords } from "../../secrets/service-passwords";
import type { PostgresServicesProps } from "../postgres-services";
import type { ServicesJobProps } from "./services-job";

export interface ServiceLogins {
  /** Service to the name, in the store, of the secret that its applications read. */
  readonly connectionSecrets: Readonly<Record<string, string>>;
  /** Service to the id by which its pods ask for tokens; none of those with passwords. */
  readonly identities: Readonly<Record<string, string>>;
  /** What the Job's pod finds. */
  readonly pod: Pick<ServicesJobProps, "serviceSecrets" | "monitoringSecret" | "principals">;
  /** What only Terraform knows of it. */
  readonly known: readonly string[];
  /** What must be there before the Job. */
  readonly ready: readonly IDependable[];
  /** Tells applications, once the Job has told the server. */
  publish(job: IDependable): void;
}

/** @param of Scope of the services' own. */
export type LoginsOf = (of: Construct, props: PostgresServicesProps) => ServiceLogins;

/** Passwords, made in the cluster, kept in the secret store, delivered to the Job; none passes through Terraform. */
export class PasswordLogins implements ServiceLogins {
  public readonly connectionSecrets: Readonly<Record<string, string>>;
  public readonly identities = {};
  public readonly pod: ServiceLogins["pod"];
  public readonly known = [];
  public readonly ready: readonly IDependable[];
  private readonly passwords: readonly ServicePasswords[];

  constructor(
    private readonly of: Construct,
    private readonly props: PostgresServicesProps,
  ) {
    const services = [...props.services].sort();
    const passwords = services.map((service) => this.passwordsOf(service));
    const monitoring = props.monitored ? this.passwordsOf(MONITORING_SERVICE) : undefined;
    this.connectionSecrets = {
      ...Object.fromEntries(services.map((service, index) => [service, passwords[index]?.currentName ?? ""])),
      ...(monitoring ? { [MONITORING_SERVICE]: monitoring.currentName } : {}),
    };
    this.pod = {
      ...(monitoring ? { monitoringSecret: monitoring.secretName } : {}),
      serviceSecrets: Object.fromEntries(
        services.map((service, index) => [service, passwords[index]?.secretName ?? ""]),
      ),
    };
    this.passwords = [...passwords, ...(monitoring ? [monitoring] : [])];
    this.ready = this.passwords.map(({ ready }) => ready);
  }

  public publish(job: IDependable): void {
    for (const service of this.passwords) service.publish([job]);
  }

  private passwordsOf(service: string): ServicePasswords {
    const { server, secrets, namespace, secretPrefix, deleteWithEnvironment, passwordRevision = 1 } = this.props;
    return new ServicePasswords(this.of, service, {
      secrets,
      namespace,
      server: server.serverName,
      service,
      // The one that reads figures is always the same user: it is the platform's own, and needs no second one to change its password.
      username: (revision) =>
        service === MONITORING_SERVICE && this.props.monitored ? service : loginRole(service, revision),
      remotePrefix: `${secretPrefix}/${service}`,
      revision: passwordRevision,
      deleteWithEnvironment,
    });
  }
}

/** The role that logs in with a revision of a service's password: `orders`, `orders_2`, `orders_3`, … */
function loginRole(service: string, revision: number): string {
  // No service's name contains an underscore, so this cannot be the name of another service's role.
  return revision === 1 ? service : `${service}_${revision}`;
}
