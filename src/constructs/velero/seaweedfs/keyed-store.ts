/** A store that speaks S3 and has keys: what Velero's plugin is told of it, wherever the cluster stands. */
import { VELERO_PLUGINS } from "../../../catalog/velero";
import type { VeleroCloud } from "../cluster/cloud";

export const keyedStore: Pick<VeleroCloud, "provider" | "plugin" | "locationConfig"> = {
  provider: "aws",
  plugin: `${VELERO_PLUGINS.aws.repository}:${VELERO_PLUGINS.aws.tag}`,
  // Servers that are not the cloud's know no checksums of its newer clients.
  locationConfig: ({ region, endpoint }) => ({
    region,
    s3Url: `https://${endpoint}`,
    s3ForcePathStyle: "true",
    checksumAlgorithm: "",
  }),
};

/** The file of keys that the plugin reads. */
export const KEY_FILE = "[default]\naws_access_key_id={{ .username }}\naws_secret_access_key={{ .password }}\n";
