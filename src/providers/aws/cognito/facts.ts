/** What is known of directories of users. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const cognitoFacts: ServiceFacts = {
  holdsData: { aws_cognito_user_pool: "users and their passwords" },
};
