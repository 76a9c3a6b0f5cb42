/**
 * MinIO's community edition: the last images that its project published, and that it is closed. No release follows that a tool could look
 * for. To pin their bytes, or for an image built from its source, name one of your own registry (`objectServers.minio.image`).
 */
import type { ClosedProject } from "./closed";

export const MINIO_IMAGE = "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z";

/** The client, by which users are made: it speaks with every server of these years. */
export const MINIO_CLIENT_IMAGE = "quay.io/minio/mc:RELEASE.2025-08-13T08-35-41Z";

/** Read from github.com/minio/minio (README, tags, security advisories) in November 2026. */
export const MINIO_CLOSED: ClosedProject = {
  title: "MinIO's community edition",
  since: "2026-02-12",
  what: "its repository says that it is no longer maintained; since October 2025 there are no images, and the image in use lacks the fix of CVE-2025-62506, which RELEASE.2025-10-15T17-29-55Z has as source alone",
  source: "https://github.com/minio/minio/blob/master/README.md",
  instead: "`engine: seaweedfs`; or an image that you build, maintain and name (`minio.image`)",
};
