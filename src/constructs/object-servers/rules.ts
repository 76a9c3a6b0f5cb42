/** What the section `objectServers` may hold. */
import { defineRules } from "../../model/component";
import { checkObjectServers } from "./check";
import { objectServersDefaults } from "./defaults";
import { objectServersSchema } from "./section";

export const objectServersRules = defineRules({
  schema: objectServersSchema,
  defaults: objectServersDefaults,
  check: checkObjectServers,
  versions: ({ engine }) => [
    engine === "minio"
      ? { kind: "image", name: "minio", path: ["engine"] }
      : { kind: "chart", name: "seaweedfs", path: [] },
  ],
});
