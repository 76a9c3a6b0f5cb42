/** What is known of the data source that asks a server. */
import type { ServiceFacts } from "../../model/resource-facts";

export const httpFacts: ServiceFacts = {
  readsFrom: { http: ["url", "insecure", "ca_cert_pem"] },
};
