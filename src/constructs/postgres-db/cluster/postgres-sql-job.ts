/** Databases and roles of services, made by a Job that runs SQL as the server's administrator. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Fn } from "cdktf";
import { Construct, type IConstruct, type IDependable } from "constructs";
import { JangadaError, type Problem } from "../../../errors";
import { packageFile } from "../../kit/assets";
import type { Implementation } from "../../../model/contract";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { literalText } from "../../kit/cdktf/literal-text";
import { physicalName } from "../../kit/cdktf/names";
import type {
  IPostgresServices,
  POSTGRES_SERVICES,
  PostgresServicesAttributes,
  PostgresServicesProps,
} from "../postgres-services";
import { AdoptedPostgresServices, connectionSecretOf } from "../adopted-services";
import { MAX_PASSWORD_REVISION, serviceName } from "../section";
import { ServicePasswords } from "./service-passwords";
import { portText, servicesPod } from "./services-job";

/** The script, and the SQL that it runs. */
const FILES = [
  "carry.sql",
  "check.sql",
  "database.sql",
  "ensure-services.sh",
  "login.sql",
  "members.sql",
  "names.sql",
  "owner.sql",
  "password.sql",
  "reassign.sql",
  "retire.sql",
  "schema.sql",
  "server.sql",
  "verify.sql",
] as const;

/** Digits of the digest in the Job's name. */
const DIGEST_LENGTH = 10;
/** Longest name of a Job: it is copied to the label `job-name` of the Job's pods, and a label's value has at most 63 characters. */
const MAX_JOB_NAME = 63;

/** Nodes may have to be made, and secrets to be delivered, before a first pod runs. Terraform waits a little longer. */
const DEADLINE_SECONDS = 840;
const TERRAFORM_TIMEOUT = "15m";
/** More than the deadline has room for, with Kubernetes' own growing pauses: the deadline decides. */
const RETRIES = 10;

/** A cloud changes the administrator's password by itself: a pod that comes too early with the old one must soon see the new. */
const ADMIN_REFRESH = "5m";

/**
 * For each service passwords, made in the cluster, kept in the secret store, delivered to the Job; the Job, which makes what
 * is missing; and then, what applications read. Pods wait until their Secrets are there, which are called by the revision: one
 * of an older revision is another Secret. No password passes through Terraform.
 *
 * A service that is taken off the list keeps its database, role and data: dropping them is a person's decision. Its secret in
 * the store goes with `deleteWithEnvironment`.
 */
export class PostgresSqlJob extends Construct implements IPostgresServices {
  public readonly files: ConfigMapV1;
  public readonly job: JobV1;
  /** Holds a construct for each service, by its name. */
  public readonly services: Construct;
  /** The revision whose users log in, as the last deployment that came to its end left it. */
  public readonly revision: ConfigMapV1;
  public readonly attributes: PostgresServicesAttributes;

  /**
   * @throws JangadaError POSTGRES_ADMIN_KIND, POSTGRES_AUTHORITIES_MISSING, POSTGRES_REVISION, POSTGRES_SERVICE_NAME,
   * POSTGRES_SERVICE_TWICE.
   */
  constructor(scope: Construct, id: string, props: PostgresServicesProps) {
    super(scope, id);
    this.check(props);
    const { server, namespace, caBundle = "", passwordRevision = 1 } = props;
    const services = [...props.services].sort();

    this.services = new Construct(this, "services");
    const admin = this.deliverAdmin(props);
    const passwords = services.map((service) => this.passwordsOf(service, props));
    this.attributes = {
      connectionSecrets: Object.fromEntries(
        services.map((service, index) => [service, passwords[index]?.currentName ?? ""]),
      ),
      host: server.host,
      port: portText(server.port),
      caBundle,
    };
    const script = Object.fromEntries(
      FILES.map((file) => [file, readFileSync(packageFile("assets", "sql", file), "utf8")]),
    );
    const data: Readonly<Record<string, string>> = { ...script, "ca.pem": caBundle };
    const pod = (files: string): ReturnType<typeof servicesPod> =>
      servicesPod({
        host: server.host,
        port: server.port,
        files,
        revision: passwordRevision,
        adminSecret: adminSecretName(server.serverName),
        serviceSecrets: Object.fromEntries(
          services.map((service, index) => [service, passwords[index]?.secretName ?? ""]),
        ),
      });
    const name = this.nameOf(props, { pod: pod(""), data });
    const metadata = { name, namespace, labels: LABELS };
    this.files = new ConfigMapV1(this, "files", {
      metadata,
      data: Object.fromEntries(Object.entries(data).map(([file, text]) => [file, literalText(text)])),
      immutable: true,
    });
    this.job = new JobV1(this, "Resource", {
      metadata,
      spec: {
        backoffLimit: RETRIES,
        activeDeadlineSeconds: DEADLINE_SECONDS,
        completions: 1,
        parallelism: 1,
        template: { metadata: { labels: LABELS }, spec: pod(this.files.metadata.name) },
      },
      waitForCompletion: true,
      timeouts: { create: TERRAFORM_TIMEOUT, update: TERRAFORM_TIMEOUT },
      dependsOn: terraformDependables([admin, ...passwords.map(({ ready }) => ready)]),
    });
    for (const service of passwords) service.publish([this.job]);
    this.revision = new ConfigMapV1(this, "revision", {
      metadata: { name: `${server.serverName}.password-revision`, namespace, labels: LABELS },
      data: { passwordRevision: String(passwordRevision) },
      dependsOn: [this.job],
    });
    this.node.defaultChild = this.job;
  }

  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }

  private check({ services, caBundle, passwordRevision = 1 }: PostgresServicesProps): void {
    const place = { construct: this.node.path, path: "services" };
    const problems: Problem[] = services.flatMap((service, index): Problem[] => {
      const named = serviceName.safeParse(service);
      if (!named.success) {
        const reason = named.error.issues.map((issue) => issue.message).join(" ");
        return [{ code: "POSTGRES_SERVICE_NAME", message: `No database can be called '${service}': ${reason}`, place }];
      }
      if (services.indexOf(service) === index) return [];
      return [{ code: "POSTGRES_SERVICE_TWICE", message: `The service '${service}' is listed twice.`, place }];
    });
    if (!caBundle) {
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

  private deliverAdmin({ server, secrets, namespace }: PostgresServicesProps): IConstruct & IDependable {
    const { admin } = server;
    if (admin.kind !== "secret") {
      throw new JangadaError({
        code: "POSTGRES_ADMIN_KIND",
        message: `The server '${server.serverName}' has no administrator with a password (but '${admin.kind}').`,
        place: { construct: this.node.path, path: "server" },
        remedy: "Use the implementation of 'postgres-services' that belongs to the server's target.",
      });
    }
    return secrets.deliver(this, "admin-secret", {
      namespace,
      secretName: adminSecretName(server.serverName),
      remoteName: admin.secretId,
      administrator: true,
      keys: { username: "username", password: "password" },
      refreshInterval: ADMIN_REFRESH,
    });
  }

  private passwordsOf(service: string, props: PostgresServicesProps): ServicePasswords {
    const { server, secrets, namespace, secretPrefix, deleteWithEnvironment, passwordRevision = 1 } = props;
    return new ServicePasswords(this.services, service, {
      secrets,
      namespace,
      server: server.serverName,
      service,
      remotePrefix: `${secretPrefix}/${service}`,
      revision: passwordRevision,
      deleteWithEnvironment,
    });
  }

  /**
   * A Job's template cannot be changed, so its name carries a digest of all that it does: a change makes a new Job, and the
   * same twice makes none. What only Terraform knows goes into the digest there; the server's life among it: one that has
   * been made anew under its old address has none of the databases.
   */
  private nameOf({ server }: PostgresServicesProps, content: object): string {
    const { serverName, host, port, attributes } = server;
    const literal = sha256(JSON.stringify(content, replaceTokens));
    const life = attributes.details["life"] ?? "";
    const digest = Fn.substr(Fn.sha256(Fn.join(" ", [literal, host, portText(port), life])), 0, DIGEST_LENGTH);
    return `${physicalName([serverName], MAX_JOB_NAME - DIGEST_LENGTH - 1)}-${digest}`;
  }
}

const LABELS = { "app.kubernetes.io/name": "postgres-services", "app.kubernetes.io/managed-by": "terraform" };

/** Joined by a dot, which no server's name contains: two servers never share a Secret. */
function adminSecretName(server: string): string {
  return `${server}.admin`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** JSON.stringify replacer: a token's number depends on the order in which tokens were made, and must not change the digest. */
function replaceTokens(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\$\{TfToken\[[^\]]*\]\}/g, "") : value;
}

export const postgresSqlJobImplementation: Implementation<
  PostgresServicesProps,
  IPostgresServices,
  typeof POSTGRES_SERVICES.shape
> = {
  create: (scope, id, props) => new PostgresSqlJob(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedPostgresServices(scope, id, attributes),
};
