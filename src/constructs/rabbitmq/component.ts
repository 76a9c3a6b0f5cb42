/** `rabbitmq`: brokers of the cloud stand in the tier `data`, those of the cluster in `platform`, as does what is on them. */
import { defineComponent } from "../../model/component";
import { mqPart } from "./aws/part";
import { checkRabbitmq } from "./check";
import { rabbitmqDefaults } from "./defaults";
import { rabbitmqSchema } from "./section";

export const rabbitmqComponent = defineComponent({
  name: "rabbitmq",
  schema: rabbitmqSchema,
  named: [""],
  defaults: (facts, given) => rabbitmqDefaults(facts, given),
  check: checkRabbitmq,
  targets: { eks: mqPart },
  // The key of the secret store encrypts the administrator's first password; the store itself delivers and makes the others.
  // cert-manager comes with the ingress, volumes with the cluster, the namespace of exporters with observability.
  after: ["cluster", "secrets", "ingress", "observability"],
  versions: () => [{ kind: "chart", name: "rabbitmq-cluster-operator", path: [] }],
  facts: () => (require("./facts") as typeof import("./facts")).rabbitmqFacts,
  build: {
    data: (deployment) => {
      const { buildManaged } = require("./build") as typeof import("./build");
      buildManaged(deployment);
    },
    platform: (deployment) => {
      const { buildOnBrokers } = require("./topology/build") as typeof import("./topology/build");
      buildOnBrokers(deployment);
    },
  },
});
