/** Images of the exporters, by what they read. */
export const EXPORTER_IMAGES = {
  postgres: {
    repository: "quay.io/prometheuscommunity/postgres-exporter",
    // renovate: datasource=docker depName=quay.io/prometheuscommunity/postgres-exporter
    tag: "v0.20.1",
  },
  redis: {
    repository: "docker.io/oliver006/redis_exporter",
    // renovate: datasource=docker depName=docker.io/oliver006/redis_exporter
    tag: "v1.89.0",
  },
  rabbitmq: {
    repository: "docker.io/kbudde/rabbitmq-exporter",
    // renovate: datasource=docker depName=docker.io/kbudde/rabbitmq-exporter
    tag: "1.0.0",
  },
} as const;
