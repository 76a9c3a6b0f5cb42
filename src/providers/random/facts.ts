/** What is known of what the random provider draws: it is in the state, and nowhere else. */
import type { ServiceFacts } from "../../model/resource-facts";

export const randomFacts: ServiceFacts = {
  holdsData: {
    random_bytes: "a key: what is encrypted by it cannot be read without",
    random_password: "a password: what uses it must be given the new one",
  },
};
