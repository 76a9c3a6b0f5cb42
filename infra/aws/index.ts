/** `jangada/aws`: the target, and the implementations that need `@cdktf/provider-aws` alone, by name. */
export { AwsNetwork } from "../../src/constructs/network/aws/aws-network";
export { EksCluster } from "../../src/constructs/k8s-cluster/aws/eks-cluster";
export { rdsAuthorities } from "../../src/constructs/postgres-db/aws/certificate-authorities";
export { RdsPostgres } from "../../src/constructs/postgres-db/aws/rds-postgres";
export { S3Store } from "../../src/constructs/object-storage/aws/s3-store";
export { MqBroker } from "../../src/constructs/rabbitmq/aws/mq-broker";
export { Elasticache } from "../../src/constructs/redis/aws/aws-cache";
export { secretsManager } from "../../src/constructs/secrets/aws/secrets-manager";
export { AwsTarget } from "./target";
