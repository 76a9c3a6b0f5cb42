/** HAProxy, of a branch with long support: what leads clients to the node that writes. Debian, with the tools of a shell. */
export const HAPROXY_IMAGE = {
  repository: "public.ecr.aws/docker/library/haproxy",
  // renovate: datasource=docker depName=public.ecr.aws/docker/library/haproxy
  tag: "3.2.24",
} as const;
