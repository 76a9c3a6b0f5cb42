import { tlsFacts } from "../../../src/providers/tls/facts";
import { describeRules, one } from "../../helpers/rule-cases";
import { remove } from "../../operations/risk/changes";

describeRules(tlsFacts, {
  "data-loss/authority-gone": one(
    remove("tls_self_signed_cert", { is_ca_certificate: true }),
    remove("tls_self_signed_cert", { is_ca_certificate: false }),
  ),
});
