import { servicesFacts } from "../../../../src/constructs/postgres-db/cluster/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change } from "../../../operations/risk/changes";

const revision = (number: number): object => ({ data: { passwordRevision: String(number) } });

describeRules(servicesFacts, {
  "none/passwords-rotate": one(
    change("kubernetes_config_map_v1", revision(1), revision(2)),
    change("kubernetes_config_map_v1", revision(2), revision(1)),
  ),
  "downtime/password-revision-lowered": one(
    change("kubernetes_config_map_v1", revision(10), revision(9)),
    change("kubernetes_config_map_v1", revision(9), revision(10)),
  ),
});
