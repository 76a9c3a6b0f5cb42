/** What brokers in the cluster run: one image for each series that is supported. The publisher rebuilds a tag; patches come by raising it. */
import type { RabbitmqVersion } from "./rabbitmq";

interface Image {
  readonly repository: string;
  readonly tag: string;
}

/** By series. One without an image is of managed brokers alone. */
export const RABBITMQ_IMAGES: { readonly [V in RabbitmqVersion]?: Image } = {
  "4.2": {
    repository: "public.ecr.aws/docker/library/rabbitmq",
    // renovate: datasource=docker depName=public.ecr.aws/docker/library/rabbitmq
    tag: "4.2.5-management",
  },
};

/** Undefined of a series that does not run in the cluster. */
export function rabbitmqImage(version: string): string | undefined {
  const image = RABBITMQ_IMAGES[version as RabbitmqVersion];
  return image && `${image.repository}:${image.tag}`;
}
