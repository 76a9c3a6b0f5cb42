/** ECR: repositories of images. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";
import { dnsSuffix, locationOf } from "../shared/location";
import { patternedResource } from "../shared/patterned-resource";

export const ecrTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_ecr_repository: patternedResource({
    id: "{name}",
    arn: "ecr:repository/{name}",
    exists: {
      code: "RepositoryAlreadyExistsException",
      message: "The repository with name '{id}' already exists in the registry",
    },
    values: (context, state) => {
      const { account, region, partition } = locationOf(context, state);
      return {
        registry_id: account,
        repository_url: `${account}.dkr.ecr.${region}.${dnsSuffix(partition)}/${textOf(state.name)}`,
      };
    },
  }),
};
