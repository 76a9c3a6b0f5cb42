/** `infra/environments/qa`, deployed whole by the real Terraform, protected, and taken down again. */
import { testOwnEnvironment } from "../../helpers/own-rehearsal";

testOwnEnvironment("qa", [
  "aws_db_instance.databases_orders",
  "aws_elasticache_replication_group.redis_jobs",
  "aws_elasticache_replication_group.redis_pages",
  "aws_mq_broker.rabbitmq_events",
  "aws_s3_bucket.objectStorage_documents",
  "aws_s3_bucket.observability_logs",
  "aws_s3_bucket.velero_Store",
]);
