/** Which fields of the section AWS's attributes come from. */
import type { Value } from "../../../model/plan";
import type { ServiceFacts } from "../../../model/resource-facts";
import { mqSeries } from "../../../targets/eks/mq-instances";

const BROKER = "aws_mq_broker";

/** `3.13.7` is of the series 3.13. */
const series = (real: Value): Value | undefined => (typeof real === "string" ? mqSeries(real) : undefined);

const isCluster = (real: Value): Value | undefined => real === "CLUSTER_MULTI_AZ";

export const mqBrokerFacts: ServiceFacts = {
  fileEntryOfType: { [BROKER]: "rabbitmq.*" },
  fileFields: [
    { type: BROKER, attribute: "host_instance_type", field: "aws.instanceType" },
    { type: BROKER, attribute: "engine_version", field: "version", value: series },
    { type: BROKER, attribute: "deployment_mode", field: "highAvailability", value: isCluster },
  ],
  fieldLabels: {
    [BROKER]: {
      host_instance_type: { field: "instance type" },
      engine_version: { field: "version" },
      deployment_mode: { field: "highAvailability" },
      broker_name: { field: "name" },
      "maintenance_window_start_time.*.day_of_week": { field: "maintenanceWindow" },
      "maintenance_window_start_time.*.time_of_day": { field: "maintenanceWindow" },
      "encryption_options.*.kms_key_id": { field: "aws.encryptionKey" },
      apply_immediately: { field: "aws.applyImmediately" },
      publicly_accessible: { field: "public address" },
    },
  },
};
