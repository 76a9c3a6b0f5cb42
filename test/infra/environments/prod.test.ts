/** `infra/environments/prod`, deployed whole by the real Terraform, protected, and taken down again. */
import { testOwnEnvironment } from "../../helpers/own-rehearsal";

testOwnEnvironment("prod", [
  // Terraform does not come to the server itself: the copy is before it, and refuses.
  "aws_db_instance.databases_orders_replicas_1",
  "aws_elasticache_replication_group.redis_jobs",
  "aws_elasticache_replication_group.redis_pages",
  "aws_mq_broker.rabbitmq_events",
  "aws_s3_bucket.objectStorage_documents",
  "aws_s3_bucket.objectStorage_invoices",
  "aws_s3_bucket.observability_logs",
  "aws_s3_bucket.velero_Store",
]);
