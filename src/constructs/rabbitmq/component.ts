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
  provides: { data: ["rabbitmq"] },
  requires: [
    { what: "network", to: "put brokers into it" },
    { what: "secrets-key", to: "encrypt the administrator's first password", optional: true },
    { what: "secrets", to: "deliver the administrator's password and make the others" },
  ],
  observed: (section) => (require("./observed") as typeof import("./observed")).rabbitmqObserved(section),
  facts: () => (require("./facts") as typeof import("./facts")).rabbitmqFacts,
  build: {
    data: (deployment) => {
      const { buildManaged } = require("./build") as typeof import("./build");
      buildManaged(deployment);
    },
    platform: (deployment) => {
      const { buildPlatform } = require("./build") as typeof import("./build");
      buildPlatform(deployment);
    },
  },
});
