/** DynamoDB: tables. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, objectsOf } from "../../../rehearsal/engine/attributes";
import { patternedResource, withDefaults } from "../shared/patterned-resource";
import { actualProblems, apiError } from "../shared/refusal";

const table = patternedResource(
  {
    id: "{name}",
    arn: "dynamodb:table/{name}",
    exists: { code: "ResourceInUseException", message: "Table already exists: {id}" },
    values: (_context, state) => {
      const streams = isTrue(state.stream_enabled);
      const label = "2026-01-01T00:00:00.000";
      return {
        hash_key: null,
        read_capacity: 0,
        write_capacity: 0,
        stream_view_type: "",
        stream_label: streams ? label : "",
        stream_arn: "",
        server_side_encryption: objectsOf(state.server_side_encryption).map((block) =>
          withDefaults(block, { kms_key_arn: "" }),
        ),
      };
    },
  },
  {
    refuseDelete: (_context, { id, attributes }) =>
      actualProblems(
        isTrue(attributes.deletion_protection_enabled) &&
          apiError(
            `deleting DynamoDB Table (${id})`,
            "ValidationException",
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
          ),
      ),
  },
);

export const dynamodbTypes: { readonly [type: string]: ResourceBehaviour } = { aws_dynamodb_table: table };
