/** What is known of streams. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const kinesisFacts: ServiceFacts = {
  holdsData: { aws_kinesis_stream: "a stream's records" },
};
