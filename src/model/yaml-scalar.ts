/** Texts as a person writes them into YAML. */

/** What can only be read as the text that it is. */
const PLAIN = [
  /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/,
  // IPv4 addresses and ranges: with three dots they are no numbers.
  /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/,
  // Paths; `~` alone would be null.
  /^~?\/[A-Za-z0-9._-][A-Za-z0-9._/-]*$/,
  // Public keys of SSH.
  /^[a-z][a-z0-9-]* [A-Za-z0-9+/]+={0,2}$/,
];
const WORDS_OF_YAML = /^(true|false|null|yes|no|on|off|y|n)$/;

/** Plain where it can only be read as the text that it is; JSON's quotes are YAML's. */
export function yamlScalar(text: string): string {
  return PLAIN.some((form) => form.test(text)) && !WORDS_OF_YAML.test(text) ? text : yamlQuoted(text);
}

export function yamlQuoted(text: string): string {
  return JSON.stringify(text);
}
