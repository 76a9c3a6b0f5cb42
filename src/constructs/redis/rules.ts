/** What the section `redis` may hold. */
import { defineRules } from "../../model/component";
import { checkRedis } from "./check";
import { redisDefaults } from "./defaults";
import { redisSchema } from "./section";

export const redisRules = defineRules({
  schema: redisSchema,
  defaults: (facts, given) => redisDefaults(facts, given),
  check: checkRedis,
  targets: {
    eks: () => (require("./aws/part") as typeof import("./aws/part")).awsCachePart,
    aks: () => (require("./azure/part") as typeof import("./azure/part")).aksCachePart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmCachePart,
  },
});
