import { cacheFacts } from "../../../../src/providers/aws/elasticache/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, replace } from "../../../operations/risk/changes";

describeRules(cacheFacts, {
  "downtime/database-replaced": one(
    replace("aws_elasticache_cluster"),
    change("aws_elasticache_cluster", { a: 1 }, { a: 2 }),
  ),
});
