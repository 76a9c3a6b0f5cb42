import { isNamedSecret, nameKind } from "../../src/secret-scan";

const RANDOM = "kJ8#mPq2$vL9xR4w!zT7";

describe("the name of a secret", () => {
  test.each(
    `password dbPassword DB_PASSWORD db-password PGPASSWORD adminPassword1 password_2 passwords mysqlpwd passphrase
     apiKey api_key apikey API-KEY X-Api-Key token api_token githubToken authTokens X-Vault-Token accessToken private_key
     privateKey private_key_pem private_key_openssh client_secret clientSecret secretAccessKey AWS_SECRET_ACCESS_KEY
     access_key accountKey sharedAccessKey signing_key credentials db.password auth.adminPassword set[0].token
     passwordValue password_base64 tokenPlain password_wo passwordHash -Djavax.net.ssl.keyStorePassword htpasswd`.split(
      /\s+/,
    ),
  )("%s tells of one surely", (name) => {
    expect(nameKind(name)).toBe("sure");
    expect(isNamedSecret(name, "x", "accuse")).toBe(true);
  });

  test.each(
    "secret webhookSecret secret_string secret_string_wo secretKey cookie_secret connection_string kubeconfig".split(
      " ",
    ),
  )("%s likely tells of one", (name) => {
    expect(nameKind(name)).toBe("likely");
    expect(isNamedSecret(name, "hunter2", "hide")).toBe(true);
    expect(isNamedSecret(name, "hunter2", "accuse")).toBe(false);
    expect(isNamedSecret(name, RANDOM, "accuse")).toBe(true);
  });

  test.each("encryptionKey key auth dsn salt authorization secrets encryption_keys".split(" "))(
    "%s tells of one if its value looks drawn by lot",
    (name) => {
      expect(nameKind(name)).toBe("doubtful");
      expect(isNamedSecret(name, "orders", "hide")).toBe(false);
      expect(isNamedSecret(name, RANDOM, "accuse")).toBe(true);
    },
  );

  test.each(
    `passwordSecretRef secretName existingSecret existingSecretName passwordKey tokenPath tokenFile passwordLength
     password_length keyRotation tokenTtl token_ttl secret_arn secretId kms_key_id kmsKey kms_key publicKey ssh_public_key
     hash_key partitionKey topologyKey imagePullSecret image_pull_secrets manage_master_user_password http_tokens
     creation_token client_token next_token access_key_id passwordPolicy tokenUrl tlsSecret keyName keyring monkeys
     secretsmanager authentication PasswordAuthentication password_encryption sslmode compass bypass passwordEnabled
     source_code_hash etag name value kubernetes_version`.split(/\s+/),
  )("%s is none", (name) => {
    expect(nameKind(name) ?? "none").not.toBe("sure");
    for (const caution of ["hide", "accuse"] as const) expect(isNamedSecret(name, "some-name-2", caution)).toBe(false);
  });

  test.each<[name: string, value: string | number]>([
    ["encryptionKey", "alias/foo"],
    ["encryptionKey", "arn:aws:kms:eu-west-1:012345678901:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["encryptionKey", "1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["encryptionKey", "mrk-1234abcd12ab34cd56ef1234567890ab"],
    ["encryptionKey", "projects/p/locations/l/keyRings/r/cryptoKeys/k"],
    ["encryptionKey", "https://x.vault.azure.net/keys/name/0123456789abcdef0123456789abcdef"],
    ["password", ""],
    ["password", "${PASSWORD}"],
    ["password", "{{ .Values.password | quote }}"],
    ["password", "$(cat /run/secrets/db)"],
    ["password", "vault:secret/data/db#password"],
    ["password", "op://vault/item/password"],
    ["password", "/run/secrets/password"],
    ["password", "<password>"],
    ["password", "********"],
    ["token", "none"],
    ["token", "false"],
    ["http_tokens", "required"],
    ["maxTokens", 4096],
    ["tokens", 5],
    ["secretKey", "admin-password"],
    ["privateKey", "/etc/tls/tls.key"],
    ["signingKey", "alias/foo"],
    ["sshKey", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJq2vL9xR4wzT7kJ8mPq2vL9xR4wzT7kJ8mPq2vL9xR4 a@b"],
    ["auth", "https://auth.example.org/realms/x"],
  ])("%s: %s is none", (name, value) => {
    expect(isNamedSecret(name, value, "hide")).toBe(false);
    expect(isNamedSecret(name, value, "accuse")).toBe(false);
  });

  test.each<[name: string, value: string | number]>([
    ["password", "password"],
    ["password", "changeme"],
    ["adminPassword", 123456],
    ["pin", "4711"],
    ["pinCode", 4711],
    ["password", "S3cr3t-Of-2024-${suffix}-x9Kq2"],
    ["encryptionKey", "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="],
  ])("%s: %s is one", (name, value) => {
    expect(isNamedSecret(name, value, "hide")).toBe(true);
  });
});
