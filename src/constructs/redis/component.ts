/** `redis`: caches of the cloud stand in the tier `data`, those of the cluster in `platform`, where all passwords are made. */
import { defineComponent } from "../../model/component";
import { awsCachePart } from "./aws/part";
import { checkRedis } from "./check";
import { redisDefaults } from "./defaults";
import { redisSchema } from "./section";

export const redisComponent = defineComponent({
  name: "redis",
  schema: redisSchema,
  named: [""],
  defaults: (facts, given) => redisDefaults(facts, given),
  check: checkRedis,
  targets: { eks: awsCachePart },
  // The secret store makes and delivers the passwords; observability owns the namespace that one of them is delivered into.
  after: ["secrets", "observability"],
  facts: () => (require("./facts") as typeof import("./facts")).redisFacts,
  observed: (section, context) =>
    (require("./observed") as typeof import("./observed")).redisObserved(section, context),
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
