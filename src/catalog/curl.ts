/**
 * Carries curl, a shell and the public certificate authorities. The publisher rebuilds the tag with each security release of its
 * distribution; to pin its bytes, append `@sha256:…` of the copy in your own registry.
 */
export const CURL_IMAGE = {
  repository: "public.ecr.aws/docker/library/buildpack-deps",
  tag: "bookworm-curl",
} as const;
