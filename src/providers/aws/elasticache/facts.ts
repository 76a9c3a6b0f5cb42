/** What is known of ElastiCache, and of MemoryDB, which is its durable sibling. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { storeReplacedRule } from "../shared/rules";

const CACHES = ["aws_elasticache_replication_group", "aws_elasticache_cluster"];

export const cacheFacts: ServiceFacts = {
  holdsData: {
    aws_elasticache_cluster: "a cache's entries",
    aws_elasticache_replication_group: "a cache's entries, and queues or sessions kept in it",
    aws_memorydb_cluster: "a database",
  },
  billed: CACHES,
  rules: [storeReplacedRule(...CACHES)],
};
