/** What brokers in the cluster run: one image for each series that is supported. The publisher rebuilds a tag; patches come by raising it. */
import type { RabbitmqVersion } from "./rabbitmq";

const REPOSITORY = "public.ecr.aws/docker/library/rabbitmq";

const TAGS: { readonly [V in RabbitmqVersion]?: string } = {
  // renovate: datasource=docker depName=public.ecr.aws/docker/library/rabbitmq
  "4.2": "4.2.5-management",
};

/** By series. One without an image is of managed brokers alone. */
export const RABBITMQ_IMAGES: { readonly [V in RabbitmqVersion]?: string } = Object.fromEntries(
  Object.entries(TAGS).map(([version, tag]) => [version, `${REPOSITORY}:${tag}`]),
);
