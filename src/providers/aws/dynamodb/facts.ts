/** What is known of tables. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const dynamodbFacts: ServiceFacts = {
  holdsData: { aws_dynamodb_table: "a table's items" },
};
