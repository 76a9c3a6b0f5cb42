/** What is known of search domains. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const opensearchFacts: ServiceFacts = {
  holdsData: { aws_opensearch_domain: "a search domain's indices" },
  billed: ["aws_opensearch_domain"],
};
