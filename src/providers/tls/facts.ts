/** What is known of what the tls provider makes: it is in the state, and nowhere else. */
import type { ServiceFacts } from "../../model/resource-facts";

export const tlsFacts: ServiceFacts = {
  holdsData: { tls_private_key: "a private key: what trusts it must be given the new one" },
  rules: [
    {
      id: "data-loss/authority-gone",
      risk: "data-loss",
      types: ["tls_self_signed_cert"],
      actions: ["delete", "replace"],
      when: [{ path: "is_ca_certificate", was: [true] }],
      reason:
        "An authority goes: whoever trusts it trusts nobody any more. A cluster of bare hosts is lost with its own.",
    },
  ],
};
