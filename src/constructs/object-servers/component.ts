/** `objectServers`: how large and how many; they are built where the stores on them are, in `objectStorage`. */
import { defineComponent } from "../../model/component";

export const objectServersComponent = defineComponent({
  name: "objectServers",
  rules: () => (require("./rules") as typeof import("./rules")).objectServersRules,
  provides: { platform: ["object-servers"] },
  build: {},
});
