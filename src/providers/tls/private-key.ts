/** tls_private_key: a real key, made at creation and kept in the state. */
import { numberOf, textOf } from "../../rehearsal/engine/attributes";
import type { ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { generateKey, privateForms, publicForms } from "./keys";

export const privateKey: ResourceBehaviour = {
  computed(_, state, prior) {
    if (prior) return {};
    const key = generateKey({
      algorithm: textOf(state.algorithm) ?? "",
      curve: textOf(state.ecdsa_curve),
      bits: numberOf(state.rsa_bits),
    });
    return { ...publicForms(key), ...privateForms(key) };
  },
};
