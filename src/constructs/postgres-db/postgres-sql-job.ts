/** Databases and roles of services, made by a Job that runs SQL as the server's administrator. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Fn } from "cdktf";
import { Construct, type IConstruct, type IDependable } from "constructs";
import { JangadaError } from "../../errors";
import { packageFile } from "../core/assets";
import type { Implementation } from "../core/contract";
import { terraformDependables } from "../core/dependables";
import { physicalName } from "../core/names";
import type {
  IPostgresServices,
  POSTGRES_SERVICES,
  PostgresServicesAttributes,
  PostgresServicesProps,
} from "./postgres-services";
import { AdoptedPostgresServices, connectionSecretOf } from "./adopted-services";
import { serviceName } from "./section";
import { portText, servicesPod } from "./services-job";

const FILES = ["ensure-services.sh", "server.sql", "service.sql", "schema.sql", "password.sql"] as const;

/** Digits of the digest in the Job's name. */
const DIGEST_LENGTH = 10;
/** Of a Job's name: its pods carry it as a label. */
const MAX_JOB_NAME = 63;

/** Nodes may have to be made, and secrets to be delivered, before a first pod runs. Terraform waits a little longer. */
const DEADLINE_SECONDS = 840;
const TERRAFORM_TIMEOUT = "15m";
/** More than the deadline has room for, with Kubernetes' own growing pauses: the deadline decides. */
const RETRIES = 10;

/** RDS changes the administrator's password by itself: a pod that comes too early with the old one must soon see the new. */
const ADMIN_REFRESH = "5m";

/**
 * For each service a password, made in the cluster, kept in the secret store, delivered to the Job; and the Job, which makes
 * what is missing. Pods wait until their Secrets are there. No password passes through Terraform.
 *
 * A service that is taken off the list keeps its database, role and data: dropping them is a person's decision. Its secret in
 * the store goes with `deleteWithEnvironment`.
 */
export class PostgresSqlJob extends Construct implements IPostgresServices {
  public readonly files: ConfigMapV1;
  public readonly job: JobV1;
  /** Holds a construct for each service, by its name. */
  public readonly services: Construct;
  private readonly remoteNames: Readonly<Record<string, string>>;

  /** @throws JangadaError POSTGRES_ADMIN_KIND, POSTGRES_SERVICE_NAME, POSTGRES_SERVICE_TWICE. */
  constructor(scope: Construct, id: string, props: PostgresServicesProps) {
    super(scope, id);
    this.checkServices(props.services);
    const { server, namespace, caBundle } = props;
    const services = [...props.services].sort();
    this.remoteNames = Object.fromEntries(services.map((service) => [service, `${props.secretPrefix}/${service}/1`]));

    this.services = new Construct(this, "services");
    const admin = this.deliverAdmin(props);
    const delivered = services.map((service) => this.deliverService(service, props));
    const script = Object.fromEntries(
      FILES.map((file) => [file, readFileSync(packageFile("assets", "sql", file), "utf8")]),
    );
    const data: Readonly<Record<string, string>> = { ...script, ...(caBundle ? { "ca.pem": caBundle } : {}) };
    const pod = (files: string): ReturnType<typeof servicesPod> =>
      servicesPod({
        host: server.host,
        port: server.port,
        files,
        adminSecret: adminSecretName(server.serverName),
        serviceSecrets: Object.fromEntries(
          services.map((service) => [service, serviceSecretName(server.serverName, service)]),
        ),
        verifyServer: caBundle !== undefined,
      });
    const name = this.nameOf(props, { pod: pod(""), data });
    const metadata = { name, namespace, labels: LABELS };
    this.files = new ConfigMapV1(this, "files", {
      metadata,
      // `${` of the shell is no template of Terraform's.
      data: Object.fromEntries(Object.entries(data).map(([file, text]) => [file, Fn.rawString(text)])),
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
      dependsOn: terraformDependables([admin, ...delivered]),
    });
    this.node.defaultChild = this.job;
  }

  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }
  public get attributes(): PostgresServicesAttributes {
    return { connectionSecrets: this.remoteNames };
  }

  private checkServices(services: readonly string[]): void {
    const place = { construct: this.node.path, path: "services" };
    const problems = services.flatMap((service, index) => {
      const named = serviceName.safeParse(service);
      if (!named.success) {
        const why = named.error.issues.map((issue) => issue.message).join(" ");
        return [{ code: "POSTGRES_SERVICE_NAME", message: `No database can be called '${service}': ${why}`, place }];
      }
      if (services.indexOf(service) === index) return [];
      return [{ code: "POSTGRES_SERVICE_TWICE", message: `The service '${service}' is listed twice.`, place }];
    });
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

  /** The password is made first: what is not in the store cannot be delivered. */
  private deliverService(service: string, props: PostgresServicesProps): IConstruct & IDependable {
    const { server, secrets, namespace, deleteWithEnvironment } = props;
    const { host } = server;
    const port = portText(server.port);
    const scope = new Construct(this.services, service);
    const remoteName = this.remoteNames[service] ?? "";
    const generated = secrets.generate(scope, "generated", {
      namespace,
      remoteName,
      properties: { username: service, dbname: service, host, port, engine: "postgres" },
      templates: { uri: `postgresql://${service}:{{ .password }}@${host}:${port}/${service}?sslmode=require` },
      deleteWithEnvironment,
    });
    return secrets.deliver(scope, "delivered", {
      namespace,
      secretName: serviceSecretName(server.serverName, service),
      remoteName,
      keys: { password: "password" },
      dependsOn: [generated],
    });
  }

  /**
   * A Job's template cannot be changed, so its name carries a digest of all that it does: a change makes a new Job, and the
   * same twice makes none. What only Terraform knows goes into the digest there; the server's life among it: one that has
   * been made anew under its old address has none of the databases.
   */
  private nameOf({ server, passwordRevision = 1 }: PostgresServicesProps, content: object): string {
    const { serverName, host, port, attributes } = server;
    const literal = sha256(JSON.stringify({ ...content, passwordRevision }, withoutTokens));
    const life = attributes.details["life"] ?? "";
    const digest = Fn.substr(Fn.sha256(Fn.join(" ", [literal, host, portText(port), life])), 0, DIGEST_LENGTH);
    return `${physicalName([serverName], MAX_JOB_NAME - DIGEST_LENGTH - 1)}-${digest}`;
  }
}

const LABELS = { "app.kubernetes.io/name": "postgres-services", "app.kubernetes.io/managed-by": "terraform" };

/** Dots keep the parts apart: none of them has one. */
function adminSecretName(server: string): string {
  return `${server}.admin`;
}
function serviceSecretName(server: string, service: string): string {
  return `${server}.service.${service}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Tokens are numbered in the order of their making, which says nothing about what they stand for. */
function withoutTokens(_key: string, value: unknown): unknown {
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
