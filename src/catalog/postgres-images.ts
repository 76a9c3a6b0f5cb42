/**
 * What PostgreSQL servers in the cluster run: one image for each major, of CloudNativePG's catalog `postgresql-standard-bookworm`
 * (cloudnative-pg/artifacts, image-catalogs, 2026-08-17), which has the locales and extensions that applications take for granted. All
 * majors of one system's C library, so that an index is sorted alike before and after a major upgrade. A raised tag is a minor: every
 * server of that major is exchanged, one node after another.
 */
import type { PostgresMajorVersion } from "./postgres";

interface Image {
  readonly repository: string;
  /** With its digest: a tag could be pushed anew. */
  readonly tag: string;
}

const REPOSITORY = "ghcr.io/cloudnative-pg/postgresql";

export const POSTGRES_IMAGES: Readonly<Record<PostgresMajorVersion, Image>> = {
  "15": {
    repository: REPOSITORY,
    // renovate: datasource=docker depName=ghcr.io/cloudnative-pg/postgresql
    tag: "15.19-202608170814-standard-bookworm@sha256:26ba4982eec1879a5fee632ccccdf37ff709250b1740e2a803468c5d34e98043",
  },
  "16": {
    repository: REPOSITORY,
    // renovate: datasource=docker depName=ghcr.io/cloudnative-pg/postgresql
    tag: "16.15-202608170814-standard-bookworm@sha256:0d51ec3786f2b3c7022756c32e04cc5d575f4666c51599ef5b08552529bfac6d",
  },
  "17": {
    repository: REPOSITORY,
    // renovate: datasource=docker depName=ghcr.io/cloudnative-pg/postgresql
    tag: "17.11-202608170816-standard-bookworm@sha256:968fde04bca2be879ca14e1614a3987e149b77b42a51fe460fff252f3e145fce",
  },
  "18": {
    repository: REPOSITORY,
    // renovate: datasource=docker depName=ghcr.io/cloudnative-pg/postgresql
    tag: "18.6-202608170814-standard-bookworm@sha256:9446e83aa490df3f14ebf5bf2f6002a1347728690ff38f35dd7a85b925a62468",
  },
};

/** As a catalog of CloudNativePG's takes it. */
export const postgresImage = (version: PostgresMajorVersion): string => {
  const { repository, tag } = POSTGRES_IMAGES[version];
  return `${repository}:${tag}`;
};
