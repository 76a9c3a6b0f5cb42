/** `rabbitmq`: brokers of the cloud stand in the tier `data`, those of the cluster in `platform`, as does what is on them. */
import { defineComponent } from "../../model/component";

export const rabbitmqComponent = defineComponent({
  name: "rabbitmq",
  rules: () => (require("./rules") as typeof import("./rules")).rabbitmqRules,
  named: [""],
  provides: { data: ["rabbitmq"], platform: ["rabbitmq", "rabbitmq-services"] },
  requires: [
    { what: "network", to: "put brokers into it" },
    { what: "secrets-key", to: "encrypt the administrator's first password", optional: true },
    { what: "secrets", to: "deliver the administrator's password and make the others" },
    {
      what: "ingress",
      to: "have certificates of cert-manager's: of the operator's webhook, and of brokers in the cluster",
    },
    { what: "observability", to: "deliver the login of those who read figures", optional: true },
  ],
  // The default class of volumes.
  after: ["cluster"],
  observed: (section) => (require("./observed") as typeof import("./observed")).rabbitmqObserved(section),
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
