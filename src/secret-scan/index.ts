/** What is a secret: one judgement for environment files, plans, states and messages. */
export { environmentSecrets } from "./environment-secrets";
export { KnownSecrets } from "./known-secrets";
export { type Caution, inheritsName, isNamedSecret, isValueKey, nameOfEntry as nameBeside } from "./named-value";
export { nameKind } from "./names";
export { keysIn, redact, redactKeys, WITHHELD } from "./redact";
export { type Scan, scanForms, scanText } from "./scan-text";
export type { Span } from "./span";
export { isReference, isWords, looksRandom } from "./values";
