/** The image of SeaweedFS, for what is no part of its chart: of the version that the chart installs. */
import { charts } from "./charts";

export const SEAWEEDFS_REPOSITORY = "docker.io/chrislusf/seaweedfs";

export const SEAWEEDFS_IMAGE = `${SEAWEEDFS_REPOSITORY}:${charts.seaweedfs.appVersion}`;
