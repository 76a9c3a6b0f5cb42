/**
 * What observability takes from a component: where metrics are read, what alerts, what is shown. Data, without cdktf and
 * without a cloud's words; it stands with the component (`observed.ts`), and `observability` alone makes objects of it.
 */

/** Namespace in which everything runs that observes; what an exporter logs in with is delivered into it. */
export const OBSERVABILITY_NAMESPACE = "observability";

/** The service, user or role that an exporter logs in with: reads figures, and no data. */
export const MONITORING_SERVICE = "monitoring";

/** Pods that serve metrics themselves. */
export interface PodMetrics {
  /** Unique in the environment: `rabbitmq-<name>`. Kebab case. */
  readonly name: string;
  readonly namespace: string;
  /** Labels that the pods have. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the container's port. */
  readonly port: string;
  /** Where the figures are, if the pod names no port for them: `port` is another one of it, by which it is found. @default `port` */
  readonly portNumber?: number;
  /** @default "/metrics" */
  readonly path?: string;
  /** Whether they speak TLS, whose certificate is not verified against a public root. @default false */
  readonly tls?: boolean;
  /** Names of the containers that have that port, for tools that find containers and no labels. @default any of the namespace */
  readonly containers?: readonly string[];
}

/** A server that serves none, and is read by an exporter beside it. */
export interface ExporterMetrics {
  /** Unique in the environment: `postgres-<server>`. Kebab case. */
  readonly name: string;
  readonly kind: "postgres" | "redis" | "rabbitmq";
  /**
   * Secret in `OBSERVABILITY_NAMESPACE`, delivered by the component: keys `host`, `port`, `username`, `password`, and
   * `database` where there is one. Of a broker, host and port are those of its management API.
   */
  readonly secretName: string;
  readonly tls: boolean;
  /** Whether the Secret also has `ca.crt`, which verifies the server. @default false: a public authority does */
  readonly authority?: boolean;
}

/** Nobody is woken by `info`; `warning` is for working hours; `critical` at any hour. */
export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** An alert of Prometheus. */
export interface AlertRule {
  /** CamelCase, unique in the environment: `PostgresDown`. */
  readonly alert: string;
  /** PromQL. Thresholds of the file are filled in as `$name`. */
  readonly expr: string;
  /** How long it must hold, as Prometheus writes it: `5m`. */
  readonly for: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. May use Prometheus's templates (`{{ $labels.pod }}`). */
  readonly summary: string;
  /** What a person does first. */
  readonly description: string;
}

/** A figure that an alert compares with, and that the file may change (`observability.thresholds.<name>`). */
export interface Threshold {
  /** camelCase, unique: `postgresConnectionsPercent`. */
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** With its unit. */
  readonly description: string;
}

export interface AlertGroup {
  /** Kebab case, unique. */
  readonly name: string;
  readonly rules: readonly AlertRule[];
  readonly thresholds?: readonly Threshold[];
}

/** A dashboard of Grafana. */
export interface Dashboard {
  /** Kebab case, unique; also its uid, at most 40 characters. */
  readonly name: string;
  /** The dashboard as Grafana's JSON, without id and uid. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Observed {
  readonly pods?: readonly PodMetrics[];
  readonly exporters?: readonly ExporterMetrics[];
  readonly alerts?: readonly AlertGroup[];
  readonly dashboards?: readonly Dashboard[];
}
