/** What is known of what the tls provider makes: it is in the state, and nowhere else. */
import type { ServiceFacts } from "../../model/resource-facts";

export const tlsFacts: ServiceFacts = {
  holdsData: { tls_private_key: "a private key: what trusts it must be given the new one" },
};
