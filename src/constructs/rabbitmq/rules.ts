/** What the section `rabbitmq` may hold. */
import { defineRules } from "../../model/component";
import { checkRabbitmq } from "./check";
import { rabbitmqDefaults } from "./defaults";
import { rabbitmqSchema } from "./section";

export const rabbitmqRules = defineRules({
  schema: rabbitmqSchema,
  defaults: (facts, given) => rabbitmqDefaults(facts, given),
  check: checkRabbitmq,
  versions: (brokers) => (brokers.length === 0 ? [] : [{ kind: "chart", name: "rabbitmq-cluster-operator", path: [] }]),
  targets: {
    eks: () => (require("./aws/part") as typeof import("./aws/part")).mqPart,
    aks: () => (require("./azure/part") as typeof import("./azure/part")).aksBrokerPart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmBrokerPart,
  },
});
