/** The third net: names and values that tell of a secret, in attributes and within documents. */

/** As the last words of a name, in snake case. */
const SECRET_NAME =
  /(^|_)(password|passwd|passphrase|pwd|secret|token|api_?key|secret_?key|access_?key|private_?key(_(pem|openssh|pem_pkcs8))?|client_secret|secret_string|secret_binary|credentials?|connection_string|kubeconfig|htpasswd|basic_auth)$/;

/** Names that end like a secret's and hold only which secret is meant. */
const REFERENCE =
  /(^|_)(existing|manage|managed|use|create|enable|from|image_pull)_(\w+_)?(password|secret|token|credentials?)$/;

/** Texts that are secret wherever they stand: PEM private keys, AWS keys, JSON web tokens, URLs with a password. */
const SECRET_TEXT =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA|ASIA)[A-Z0-9]{16}\b|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.|\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]{3,}@/;

export function isSecretName(name: string): boolean {
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-.\s]+/g, "_")
    .toLowerCase();
  return SECRET_NAME.test(snake) && !REFERENCE.test(snake);
}

export function isSecretText(text: string): boolean {
  return SECRET_TEXT.test(text);
}
