/** Databases and roles of services, made by a Job that runs SQL as the server's administrator. */
import { readFileSync } from "node:fs";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Construct } from "constructs";
import { JangadaError, type Problem } from "../../../errors";
import { packageFile } from "../../kit/assets";
import type { Implementation } from "../../../model/contract";
import { MONITORING_SERVICE } from "../../../model/observed";
import { portText } from "../../kit/cdktf/port-text";
import { scriptJob } from "../../kit/cluster/script-job";
import type {
  IPostgresServices,
  POSTGRES_SERVICES,
  PostgresServicesAttributes,
  PostgresServicesProps,
} from "../postgres-services";
import { operatorLogin } from "./operator-login";
import { AdoptedPostgresServices, connectionSecretOf } from "../adopted-services";
import { MAX_PASSWORD_REVISION, serviceName } from "../section";
import { type LoginsOf, PasswordLogins } from "./service-logins";
import { ADMIN_VOLUME, type AdminLogin, AUTHORITIES_FILE, servicesPod } from "./services-job";

/** The script, and the SQL that it runs. */
const FILES = [
  "carry.sql",
  "check.sql",
  "database.sql",
  "ensure-services.sh",
  "login.sql",
  "members.sql",
  "monitoring.sql",
  "names.sql",
  "owner.sql",
  "password.sql",
  "principal.sql",
  "reassign.sql",
  "retire.sql",
  "schema.sql",
  "server.sql",
  "verify-principal.sql",
  "verify.sql",
] as const;

/** A cloud changes the administrator's password by itself: a pod that comes too early with the old one must soon see the new. */
const ADMIN_REFRESH = "5m";

export interface PostgresSqlJobProps extends PostgresServicesProps {
  /** Roles of the server's platform, which no service may be a member of: a regular expression, POSIX. @default there are none */
  readonly platformRoles?: string;
  /** How the Job gets the administrator's login. @param job Scope of what is made for it. @default the Secret of the cloud's store */
  readonly login?: (job: Construct) => AdminLogin;
  /** The provider of the security labels by which the server knows whose tokens let in as a role. @default there is none */
  readonly labelProvider?: string;
  /** How its services log in. @default with passwords */
  readonly logins?: LoginsOf;
  /** Whether the server's certificate is of an authority that everybody knows, where `caBundle` names none. @default false */
  readonly publicAuthorities?: boolean;
}

/**
 * For each service passwords, made in the cluster, kept in the secret store, delivered to the Job (or what it logs in by instead); the
 * Job, which makes what is missing; and then, what applications read. Pods wait until their Secrets are there, which are called by the
 * revision: one of an older revision is another Secret. No password passes through Terraform.
 *
 * A service that is taken off the list keeps its database, role and data: dropping them is a person's decision. Its secret in
 * the store goes with `deleteWithEnvironment`.
 */
export class PostgresSqlJob extends Construct implements IPostgresServices {
  public readonly files: ConfigMapV1;
  public readonly job: JobV1;
  /** Holds a construct for each service, by its name. */
  public readonly services: Construct;
  /** The revision whose users log in, as the last deployment that came to its end left it. Undefined where nobody has a password. */
  public readonly revision: ConfigMapV1 | undefined;
  public readonly attributes: PostgresServicesAttributes;

  /**
   * @throws JangadaError POSTGRES_ADMIN_KIND, POSTGRES_AUTHORITIES_MISSING, POSTGRES_REVISION, POSTGRES_SERVICE_NAME,
   * POSTGRES_SERVICE_TWICE.
   */
  constructor(scope: Construct, id: string, props: PostgresSqlJobProps) {
    super(scope, id);
    this.check(props);
    const { server, namespace, caBundle = "", passwordRevision = 1 } = props;
    this.services = new Construct(this, "services");
    const login = props.login?.(this) ?? operatorLogin(server) ?? this.deliverAdmin(props);
    const authoritySecret = authorityOf(server);
    const logins = props.logins?.(this.services, props) ?? new PasswordLogins(this.services, props);
    const { connectionSecrets, identities } = logins;
    this.attributes = {
      connectionSecrets,
      identities,
      host: server.host,
      port: portText(server.port),
      readerHost: server.readerHost,
      caBundle,
      poolerHost: server.attributes.details["poolerHost"] ?? "",
      authoritySecrets: authoritySecret
        ? Object.fromEntries(
            Object.keys(connectionSecrets).map((service) => [service, authorityName(props.secretPrefix, service)]),
          )
        : {},
    };
    const script = Object.fromEntries(
      FILES.map((file) => [file, readFileSync(packageFile("assets", "sql", file), "utf8")]),
    );
    const data: Readonly<Record<string, string>> = {
      ...script,
      ...login.files,
      ...(caBundle ? { [AUTHORITIES_FILE]: caBundle } : {}),
    };
    const pod = (files: string): ReturnType<typeof servicesPod> =>
      servicesPod({
        host: server.host,
        port: server.port,
        files,
        revision: passwordRevision,
        ...(props.platformRoles === undefined ? {} : { platformRoles: props.platformRoles }),
        ...(props.labelProvider === undefined ? {} : { labelProvider: props.labelProvider }),
        login,
        hasBundle: caBundle !== "",
        ...logins.pod,
      });
    const { files, job } = scriptJob(this, {
      name: server.serverName,
      namespace,
      labels: LABELS,
      files: data,
      pod,
      // The server's life among it: one that has been made anew under its old address has none of the databases.
      known: [
        server.host,
        portText(server.port),
        server.attributes.details["life"] ?? "",
        ...(login.known ?? []),
        ...logins.known,
      ],
      dependsOn: [...login.ready, ...logins.ready],
    });
    this.files = files;
    this.job = job;
    logins.publish(this.job);
    if (authoritySecret) this.publishAuthority(props, authoritySecret);
    this.revision = props.logins ? undefined : this.noteRevision(props, passwordRevision);
    this.node.defaultChild = this.job;
  }

  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }

  private check({ services, passwordRevision = 1, monitored = false, ...props }: PostgresSqlJobProps): void {
    const place = { construct: this.node.path, path: "services" };
    const problems: Problem[] = services.flatMap((service, index): Problem[] => {
      const named = serviceName.safeParse(service);
      if (!named.success) {
        const reason = named.error.issues.map((issue) => issue.message).join(" ");
        return [{ code: "POSTGRES_SERVICE_NAME", message: `No database can be called '${service}': ${reason}`, place }];
      }
      if (monitored && service === MONITORING_SERVICE) {
        return [{ code: "POSTGRES_SERVICE_NAME", message: `'${service}' is the role that reads figures.`, place }];
      }
      if (services.indexOf(service) === index) return [];
      return [{ code: "POSTGRES_SERVICE_TWICE", message: `The service '${service}' is listed twice.`, place }];
    });
    if (!props.caBundle && !props.publicAuthorities && !authorityOf(props.server)) {
      problems.push({
        code: "POSTGRES_AUTHORITIES_MISSING",
        message: "Without the server's certificate authorities nobody could tell it from another one.",
        place: { ...place, path: "caBundle" },
        remedy: "Give them as `caBundle`.",
      });
    }
    if (!Number.isInteger(passwordRevision) || passwordRevision < 1 || passwordRevision > MAX_PASSWORD_REVISION) {
      problems.push({
        code: "POSTGRES_REVISION",
        message: `'${passwordRevision}' is no revision of passwords: a whole number from 1 to ${MAX_PASSWORD_REVISION}.`,
        place: { ...place, path: "passwordRevision" },
      });
    }
    if (problems.length > 0) throw new JangadaError(problems);
  }

  /** Only the authority's certificate, to where each service reads its password. */
  private publishAuthority(props: PostgresServicesProps, secretName: string): void {
    const { secrets, namespace, secretPrefix, deleteWithEnvironment } = props;
    const scope = new Construct(this, "authority");
    for (const service of Object.keys(this.attributes.authoritySecrets)) {
      secrets.publish(scope, service, {
        namespace,
        secretName,
        remoteName: authorityName(secretPrefix, service),
        keys: ["ca.crt"],
        deleteWithEnvironment,
        dependsOn: [this.job],
      });
    }
  }

  /** The administrator's Secret, which the cloud's store keeps. */
  private deliverAdmin({ server, secrets, namespace }: PostgresServicesProps): AdminLogin {
    const { admin } = server;
    if (admin.kind !== "secret") {
      throw new JangadaError({
        code: "POSTGRES_ADMIN_KIND",
        message: `The server '${server.serverName}' has no administrator with a password (but '${admin.kind}').`,
        place: { construct: this.node.path, path: "server" },
        remedy: "Use the implementation of 'postgres-services' that belongs to the server's target.",
      });
    }
    const secretName = adminSecretName(server.serverName);
    const delivered = secrets.deliver(this, "admin-secret", {
      namespace,
      secretName,
      remoteName: admin.secretId,
      administrator: true,
      keys: { username: "username", password: "password" },
      refreshInterval: ADMIN_REFRESH,
    });
    return { volume: { name: ADMIN_VOLUME.name, secret: { secretName, defaultMode: "0440" } }, ready: [delivered] };
  }

  private noteRevision({ server, namespace }: PostgresServicesProps, passwordRevision: number): ConfigMapV1 {
    return new ConfigMapV1(this, "revision", {
      metadata: { name: `${server.serverName}.password-revision`, namespace, labels: LABELS },
      data: { passwordRevision: String(passwordRevision) },
      dependsOn: [this.job],
    });
  }
}

/** Where a server in the cluster keeps its certificate and the authority of it; empty of others. */
const authorityOf = ({ attributes }: PostgresServicesProps["server"]): string =>
  attributes.details["authoritySecret"] ?? "";

const authorityName = (secretPrefix: string, service: string): string => `${secretPrefix}/${service}/authority`;

const LABELS = { "app.kubernetes.io/name": "postgres-services", "app.kubernetes.io/managed-by": "terraform" };

/** Joined by a dot, which no server's name contains: two servers never share a Secret. */
function adminSecretName(server: string): string {
  return `${server}.admin`;
}

export const postgresSqlJobImplementation: Implementation<
  PostgresServicesProps,
  IPostgresServices,
  typeof POSTGRES_SERVICES.shape
> = {
  create: (scope, id, props) => new PostgresSqlJob(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedPostgresServices(scope, id, attributes),
};
